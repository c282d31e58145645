import { expect, test } from '@playwright/test'
import { createInviter, send } from './invitation-steps'
import { scriptsOverEmptyPage, sumOf, tableOf } from './javascript-budget'
import { newAddress } from './support'

/** Bytes of JavaScript, compressed, over an empty page. */
const budget = 25_000

async function expectWithinBudget(origin: string | undefined, path: string): Promise<void> {
  const scripts = await scriptsOverEmptyPage(origin ?? 'http://localhost:3100', path)
  // A page with forms has scripts of its own: without any, the page was not read well.
  expect(scripts.length, path).toBeGreaterThan(0)
  expect(sumOf(scripts), `${path}, bytes compressed:\n${tableOf(scripts)}`).toBeLessThanOrEqual(budget)
}

for (const path of ['/sign-in', '/o/acme']) {
  test(`${path} brings at most 25 KB of JavaScript over an empty page`, async ({ baseURL }) => {
    await expectWithinBudget(baseURL, path)
  })
}

test('an invitation brings at most 25 KB of JavaScript over an empty page', async ({ baseURL, page }) => {
  await createInviter(page)
  const link = await send(page, newAddress())
  await expectWithinBudget(baseURL, link)
})
