import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { signInAsNewUser } from './sign-in-steps'
import { createOrganization, expectAccessible, startSession } from './support'

async function rename(page: Page, slug: string, name: string): Promise<void> {
  await page.goto(`/o/${slug}/settings`)
  await page.getByRole('textbox', { name: 'Organization name' }).fill(name)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('Name saved.').first()).toBeVisible()
}

test('the audit page tells who did what, and filters by its address', async ({ page, browser }) => {
  const { email, name } = await signInAsNewUser(page)
  const { slug } = await createOrganization(page, 'Before')
  await rename(page, slug, 'After')
  await page.goto(`/o/${slug}/audit`)
  await expectAccessible(page)
  const row = page.getByRole('row', { name: /renamed the organization/ })
  await expect(row).toContainText(name)
  await expect(row).toContainText(email)
  await row.getByText('renamed the organization').click()
  await expect(row.getByText('Before → After')).toBeVisible()
  await expectAccessible(page)

  // In another time zone it is another hour of the same moment.
  const storageState = await page.context().storageState()
  const otherZone = await browser.newContext({
    storageState,
    timezoneId: 'Pacific/Auckland',
    locale: 'en-GB',
  })
  const otherPage = await otherZone.newPage()
  await otherPage.goto(page.url())
  const time = row.locator('time').first()
  const same = otherPage
    .getByRole('row', { name: /renamed the organization/ })
    .locator('time')
    .first()
  await expect(same).toHaveAttribute('datetime', (await time.getAttribute('datetime')) ?? '')
  await expect(time).toHaveAttribute('title', /UTC/)
  await expect(same).not.toHaveAttribute('title', /UTC/)
  await otherZone.close()

  await page.route(/group=session/, async (route) => {
    await expect(page.getByRole('progressbar', { name: 'Loading' })).toBeVisible()
    await route.continue()
  })
  await page.getByRole('combobox', { name: 'Events' }).selectOption('Sign-ins')
  await expect(page).toHaveURL(/group=session/)
  await expect(row).toHaveCount(0)
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await expect(page.getByRole('row', { name: /switched to this organization/ })).toBeVisible()

  await page.goto(`/o/${slug}/audit?person=${encodeURIComponent(email.slice(0, 8))}`)
  await expect(row).toBeVisible()
  await page.goto(`/o/${slug}/audit?person=nobody-of-that-name`)
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await page.getByRole('link', { name: 'Clear' }).click()
  await expect(row).toBeVisible()

  const today = new Date().toISOString().slice(0, 10)
  await page.goto(`/o/${slug}/audit?from=${today}&to=${today}`)
  await expect(page.getByText('Days are in UTC.')).toBeVisible()
  await expect(row).toBeVisible()
  await page.getByLabel('From', { exact: true }).fill('2001-01-01')
  await expect(page).toHaveURL(/zone=/)
  await expect(page.getByText('Days are in UTC.')).toHaveCount(0)
  await expect(row).toBeVisible()
  await page.goto(`/o/${slug}/audit?to=2001-01-01`)
  await expect(row).toHaveCount(0)

  const started = page.waitForEvent('download')
  await page.goto(`/o/${slug}/audit?group=organization`)
  await page.getByRole('link', { name: 'Export CSV' }).click()
  const download = await started
  expect(download.suggestedFilename()).toBe(`${slug}-audit.csv`)
  const csv = await readFile(await download.path(), 'utf8')
  expect(csv).toContain('renamed the organization from “Before” to “After”')
  expect(csv).not.toContain('switched to this organization')

  expect((await page.goto(`/o/${slug}/audit?from=never&before=log_%27&group=%01x`))?.status()).toBe(200)
  expect((await page.goto(`/o/${slug}/audit?group=%00x`))?.status()).toBe(400)
})

test('failed sign-ins are shown to the organization, and only its members can export them', async ({
  page,
}) => {
  await page.goto('/o/globex')
  await page.getByRole('textbox', { name: 'Email' }).fill('=nobody@elsewhere.test')
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('do not match')).toBeVisible()
  await startSession(page, 'gus@globex.test')
  expect((await page.request.get('/o/globex/audit/export')).status()).toBe(404)
  await page.context().clearCookies()
  await startSession(page, 'gil@globex.test')
  await page.goto('/o/globex/audit?group=session')
  const row = page.getByRole('row', { name: /failed to sign in with a password/ }).first()
  await expect(row).toContainText('Someone with an unknown address')
  await row.getByText('failed to sign in').click()
  await expect(row.getByText('IP address')).toBeVisible()
  await expect(page.getByText('nobody@elsewhere.test')).toHaveCount(0)
  const csv = await (await page.request.get('/o/globex/audit/export?group=session')).text()
  expect(csv).toContain('Someone with an unknown address')
  expect(csv).not.toContain('nobody@elsewhere.test')
  expect((await page.request.get('/o/acme/audit/export')).status()).toBe(404)
})

test('the audit page has pages, there and back', async ({ page }) => {
  await signInAsNewUser(page)
  const { slug } = await createOrganization(page, 'Name 0')
  await page.goto(`/o/${slug}/settings`)
  for (let turn = 1; turn <= 25; turn++) {
    await page.getByRole('textbox', { name: 'Organization name' }).fill(`Name ${String(turn)}`)
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText(`The name and the address of Name ${String(turn)},`)).toBeVisible()
  }
  await page.goto(`/o/${slug}/audit`)
  const rows = page.getByRole('row').filter({ hasText: /organization/ })
  await expect(rows).toHaveCount(25)
  await expect(rows.first()).toContainText('Name 25')
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(rows).toHaveCount(2)
  await expect(rows.last()).toContainText('created the organization')
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(rows).toHaveCount(25)
  await expect(rows.first()).toContainText('Name 25')
})
