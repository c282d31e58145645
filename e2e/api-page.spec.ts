import { expect, test, type Locator, type Page } from '@playwright/test'
import { demoTenantNamed } from './relying-party'
import { expectAccessible } from './support'

const { client_id: id = '', client_secret: secret = '' } =
  demoTenantNamed('lumen').clients['management'] ?? {}

/** The page, with the operations of these paths alone. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto('/docs/api')
  await page.getByRole('textbox', { name: 'Filter by tag or path' }).fill(path)
  await expect(page.getByRole('button', { name: /List actions/ })).toHaveCount(0)
}

async function authorize(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Authorize', exact: true }).click()
  return page.getByRole('dialog', { name: 'Authorize' })
}

/** Executes what is open, and waits for what the server said. */
async function execute(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Execute' }).click()
  const answer = page.getByRole('row').filter({ hasText: 'Response headers' })
  await expect(answer).toBeVisible()
  return answer
}

/** Neither a token nor the secret. */
async function expectNothingStored(page: Page): Promise<void> {
  const stored = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  )
  expect(stored).not.toMatch(/eyJ/)
  expect(stored).not.toContain(secret)
}

/** With few others beside it, since the page is written again at each step. */
async function openSettings(page: Page): Promise<void> {
  await open(page, '/tenants/settings')
  await page.getByRole('button', { name: /Get the tenant/ }).click()
  await page.getByRole('button', { name: 'Try it out' }).click()
}

// One page: it lists hundreds of operations, which takes seconds.
test('a token is made by an id and a secret, or one that one has is used, until it is forgotten', async ({
  page,
  baseURL,
}) => {
  await openSettings(page)
  const dialog = await authorize(page)
  await dialog.getByRole('button', { name: 'Get and use a token' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Client ID' })).toHaveAccessibleDescription(/Enter/)
  await dialog.getByRole('textbox', { name: 'Client ID' }).fill(id)
  await dialog.getByLabel('Client secret').fill('wrong')
  await dialog.getByRole('button', { name: 'Get and use a token' }).click()
  await expect(dialog.getByRole('alert')).toContainText('invalid_client')

  await dialog.getByLabel('Client secret').fill(secret)
  await dialog.getByRole('button', { name: 'Get and use a token' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Authorized', exact: true })).toBeFocused()
  const answer = await execute(page)
  await expect(answer.getByRole('cell').first()).toHaveText('200')
  await expect(answer).toContainText('"friendly_name": "Lumen"')
  await expectNothingStored(page)

  await page.getByRole('button', { name: 'Authorized', exact: true }).click()
  await dialog.getByRole('button', { name: 'Discard the token' }).click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect((await execute(page)).getByRole('cell').first()).toHaveText('401')

  const audience = `${baseURL}/api/v2/`
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, audience }
  const { access_token: token } = (await (await page.request.post('/oauth/token', { form })).json()) as {
    access_token: string
  }
  await authorize(page)
  await dialog.getByRole('textbox', { name: 'Access token' }).fill(`Bearer ${token}`)
  await dialog.getByRole('button', { name: 'Use this token' }).click()
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect((await execute(page)).getByRole('cell').first()).toHaveText('200')

  await expectNothingStored(page)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Authorize', exact: true })).toBeVisible()
})

test('the dialog and an open operation can be read in both themes, and nothing is cut on a phone', async ({
  page,
}) => {
  await open(page, '/organizations/{id}/invitations')
  const dialog = await authorize(page)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: /Invite someone$/ }).click()
  await page.getByRole('tab', { name: 'Schema' }).first().click()
  await expect(page.getByRole('button', { name: 'NewInvitation' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Try it out' }).click()
  await expect(page.getByText('Too Many Requests', { exact: true })).toBeVisible()
  const refusal = page.getByRole('row').filter({ hasText: 'Too Many Requests' })
  await refusal.getByRole('tab', { name: 'Schema' }).click()
  await expect(refusal.getByRole('button', { name: 'Problem' })).toBeVisible()
  const name = page.getByText('Idempotency-Key', { exact: true }).last()
  expect((await name.boundingBox())?.height).toBeLessThan(30)
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  expect((await name.boundingBox())?.height).toBeLessThan(30)
  expect(await page.evaluate(cutOff)).toEqual([])

  const filter = page.getByRole('textbox', { name: 'Filter by tag or path' })
  await filter.fill('no-such-place')
  await expect(page.getByRole('status').filter({ hasText: 'No operation has “no-such-place”' })).toBeVisible()
  await expectAccessible(page)
  await filter.fill('')
  await expect(page.getByRole('button', { name: /List actions/ })).toBeVisible()
})

/** Runs in the page: what is seen of the page and reaches beyond its edge, or has more in it than it shows. */
function cutOff(): string[] {
  return [...document.querySelectorAll<HTMLElement>('main *')]
    .filter((element) => element.checkVisibility() && element.getClientRects().length > 0)
    .filter((element) => {
      const clips = getComputedStyle(element).overflowX !== 'visible' && element.tagName !== 'INPUT'
      const isNarrow = clips && element.scrollWidth > element.clientWidth + 1
      return isNarrow || element.getBoundingClientRect().right > innerWidth
    })
    .map((element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`)
}
