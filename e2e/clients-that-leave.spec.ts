import { expect, test } from '@playwright/test'
import { get } from 'node:http'

const url = process.env['FOYER_E2E_URL'] ?? 'http://localhost:3100'
/** More than the pages that are worked on at once. */
const together = 24

/** Leaves once the answer begins, or after so many milliseconds. */
function leaveEarly(path: string, moment: 'answer' | number): Promise<void> {
  return new Promise((resolve) => {
    const request = get(new URL(path, url), { agent: false }, () => {
      if (moment === 'answer') request.destroy()
    })
    request.on('error', () => resolve()).on('close', () => resolve())
    if (moment !== 'answer') setTimeout(() => request.destroy(), moment)
  })
}

test('clients that leave before their answer is sent take no capacity from others', async ({ request }) => {
  const page = await (await request.get('/sign-in')).text()
  const script = /\/_next\/static\/chunks\/[^"]+\.js/.exec(page)?.[0] ?? ''
  expect(script).not.toBe('')
  for (const path of [script, '/favicon.svg', '/logos/letter?name=A', '/sign-in'])
    for (const moment of ['answer', 2, 8] as const) {
      await Promise.all(Array.from({ length: together }, () => leaveEarly(path, moment)))
      const message = `${path}, ${moment}`
      // Capacity that is not given back is lost for 30 seconds.
      await expect.poll(async () => (await request.get('/sign-in')).status(), { message }).toBe(200)
    }
})
