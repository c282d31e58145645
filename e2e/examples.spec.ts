import { expect, test, type Page } from '@playwright/test'
import config from '../playwright.config'
import { createInviter, joinAsNew, send } from './invitation-steps'
import { button } from './locators'
import { demoTenantNamed } from './relying-party'
import { enterPassword, expectAccessible, newAddress, newPage, newSlug, startSession } from './support'

const web = 'http://localhost:4000/'
const lumen = demoTenantNamed('lumen')

// The demo’s applications are registered at port 4000, which may be in use: the browser maps it to examples/web.
// Only in this file: in the other tests nothing answers at port 4000.
const port = process.env['FOYER_E2E_WEB_PORT'] ?? '4000'
const { args = [], ...launchOptions } = config.use?.launchOptions ?? {}
test.use({
  launchOptions: {
    ...launchOptions,
    args: [...args, `--host-resolver-rules=MAP localhost:4000 127.0.0.1:${port}`],
  },
})

test('shows the documents of one organization, and after a switch those of another', async ({ page }) => {
  const [plan, map] = [newSlug('plan'), newSlug('map')]
  await enter(page, 'acme', 'ann@acme.test')
  await expectOrganization(page, 'acme')
  await add(page, plan)
  await page.getByRole('link', { name: 'globex' }).click()
  await expectOrganization(page, 'globex')
  await expect(documentNamed(page, plan)).toHaveCount(0)
  await add(page, map)
  await page.getByRole('link', { name: 'acme' }).click()
  await expectOrganization(page, 'acme')
  await expect(documentNamed(page, plan)).toBeVisible()
  await expect(documentNamed(page, map)).toHaveCount(0)
  await expectAccessible(page)
  await button(page, `Delete ${plan}`).click()
  await expect(documentNamed(page, plan)).toHaveCount(0)
})

test('tells a viewer that they may not write, and a non-member that they are not a member', async ({
  page,
}) => {
  await enter(page, 'acme', 'vic@acme.test')
  await expectOrganization(page, 'acme')
  const title = newSlug('plan')
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await button(page, 'Add document').click()
  await expect(alertOf(page)).toHaveText('Your role here does not allow that.')
  await expect(documentNamed(page, title)).toHaveCount(0)
  await page.getByRole('link', { name: 'globex' }).click()
  await expect(alertOf(page)).toHaveText('You are not a member of that organization.')
  await expectOrganization(page, 'acme')
})

test('keeps the access token from the browser', async ({ page }) => {
  await enter(page, 'acme', 'cai@acme.test')
  await expectOrganization(page, 'acme')
  const session = await page.evaluate(async () => (await fetch('/api/auth/session')).text())
  expect(JSON.parse(session)).toMatchObject({ user: { email: 'cai@acme.test' } })
  expect(session).not.toContain('eyJ')
})

test('signs out of Foyer too', async ({ page }) => {
  await enter(page, 'acme', 'ben@acme.test')
  await expectOrganization(page, 'acme')
  // The button works once the page is hydrated; a click before that does nothing.
  await expect(async () => {
    await button(page, 'Sign out').click({ timeout: 1000 })
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible({ timeout: 10_000 })
  }).toPass()
  expect(page.url()).toBe(web)
  await page.goto('/orgs')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('signs in an invitee who follows an invitation to it', async ({ page, browser }) => {
  await createInviter(page)
  const { org_id: id } = (await (await page.request.get('/api/auth/session')).json()) as { org_id: string }
  const email = newAddress()
  const ticket = (await send(page, email)).replace('/invitations/', '')
  const guest = await newPage(browser)
  await guest.goto(`${web}login?${new URLSearchParams({ invitation: ticket, organization: id })}`)
  await joinAsNew(guest)
  await expect(guest.getByText(email)).toBeVisible()
  await expect(guest.getByText(id)).toBeVisible()
  expect(guest.url()).toBe(web)
  await guest.context().close()
})

test('opens from an organization’s home, in that organization', async ({ page }) => {
  await startSession(page, 'gus@globex.test')
  await page.goto('/o/globex/home')
  await page.getByRole('link', { name: 'Open Documents' }).click()
  await expectOrganization(page, 'globex')
  await expect(page.getByText('gus@globex.test')).toBeVisible()
})

/** Signs in to the example by its own link, as an invitation or a bookmark would. */
async function enter(page: Page, slug: string, email: string): Promise<void> {
  await page.goto(`${web}login?organization=${idOf(slug)}`)
  await enterPassword(page, email)
  await expect(page.getByText(email)).toBeVisible()
}

async function expectOrganization(page: Page, slug: string): Promise<void> {
  await expect(page.getByText(idOf(slug))).toBeVisible()
}

async function add(page: Page, title: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await button(page, 'Add document').click()
  await expect(documentNamed(page, title)).toBeVisible()
}

function documentNamed(page: Page, title: string) {
  return page.getByRole('listitem').filter({ hasText: title })
}

function alertOf(page: Page) {
  return page.getByRole('main').getByRole('alert')
}

function idOf(slug: string): string {
  return lumen.organizations[slug]?.id ?? ''
}
