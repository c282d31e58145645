import { expect, type Browser, type Page } from '@playwright/test'
import { HostileProvider } from '../test/hostile-provider'
import { Enterprise } from './enterprise'
import {
  addVerifiedDomain,
  type BrowserConnection,
  countSignInRows,
  createConnection,
  enableConnection,
  test,
} from '@/test/fixtures/browser-connections'
import type { BrowserOrganization, BrowserTenant } from '@/test/fixtures/browser-tenant'
import { button } from './locators'
import { expectAccessible, startSession } from './support'

let tenant: BrowserTenant
let enterprise: Enterprise

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  enterprise = await Enterprise.open(tenant)
})
test.afterAll(() => enterprise.close())

async function openProvider(browser: Browser, { isEnabled = false } = {}) {
  const organization = await tenant.createOrganization('Harbour')
  const owner = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, owner, ['Owner'])
  const connection = await enterprise.connect({ owner: organization, displayName: 'Harbour login' })
  if (isEnabled) await enableConnection(tenant, { organization, connection })
  const page = await tenant.open(browser, owner)
  await page.goto(pathOf(organization, connection))
  return { organization, owner, connection, page }
}

function pathOf({ slug }: BrowserOrganization, { id }: BrowserConnection): string {
  return `/o/${slug}/sign-in-methods/providers/${id}`
}

async function popupOf(page: Page): Promise<Page> {
  const opening = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Test connection' }).click()
  const popup = await opening
  await expect(popup.getByRole('heading', { level: 1, name: 'Test result' })).toBeVisible()
  return popup
}

test('a test shows the claims and what is wrong, on the page that opened it as well, and signs no one in', async ({
  browser,
}) => {
  const { organization, page } = await openProvider(browser, { isEnabled: true })
  const domain = `${organization.slug}.test`
  await addVerifiedDomain(tenant, organization, domain)
  await expect(page.getByText('Not tested yet.')).toBeVisible()
  const rows = await countSignInRows(tenant)
  const found = async (sentence: string, claim?: string) => {
    // The provider remembers who signed in there.
    await page.context().clearCookies({ domain: '127.0.0.1' })
    const popup = await popupOf(page)
    await expect(popup.getByRole('status').filter({ hasText: sentence })).toBeVisible()
    if (claim !== undefined) await expect(popup.getByText(claim, { exact: true }).first()).toBeVisible()
    await expectAccessible(popup)
    await popup.close()
    await expect(page.getByRole('status').filter({ hasText: sentence })).toBeVisible()
    await expect(page.getByText('Last tested')).toBeVisible()
  }
  enterprise.setUser({ email: `ada@${domain}`, department: 'Harbour masters' })
  await found('People can sign in with it.', `ada@${domain}`)
  await expect(page.getByText('Ada Moore', { exact: true })).toBeVisible()
  const name = page.getByRole('textbox', { name: 'Claim: name', exact: true })
  for (const [claim, result] of [
    ['department', 'Harbour masters'],
    ['', 'Ada Moore'],
  ] as const) {
    await name.fill(claim)
    await button(page, 'Save attributes').click()
    await expect(page.getByText(result, { exact: true })).toBeVisible()
  }
  enterprise.setUser({ email: `ada@${domain}`, email_verified: false })
  await found('The provider says that the address is not verified', 'false')
  enterprise.setUser({ email: 'ada@elsewhere.test' })
  await found('The address is not in a verified domain', 'ada@elsewhere.test')
  enterprise.provider.user = { sub: 'silent', name: 'Ada Moore' }
  await found('The provider sent no email address.', 'Ada Moore')

  await page.getByLabel('New client secret').fill('a wrong secret')
  await button(page, 'Replace secret').click()
  await expect(page.getByText('The new secret of Harbour login is saved.')).toBeVisible()
  enterprise.setUser({ email: `ada@${domain}` })
  const popup = await popupOf(page)
  await expect(popup.getByText('The provider rejected the client ID')).toBeVisible()
  await expect(popup.getByText('invalid_client', { exact: false })).toBeVisible()
  await expect(page.getByText('The provider rejected the client ID')).toBeVisible()
  expect(await countSignInRows(tenant)).toEqual(rows)
})

test('what a provider refuses is shown in its own words', async ({ browser }) => {
  const hostile = await HostileProvider.start()
  hostile.attack = 'denied'
  const { organization, owner } = await openProvider(browser)
  const options = { issuer: hostile.issuer }
  const connection = await createConnection(tenant, { owner: organization, options })
  const page = await tenant.open(browser, owner)
  await page.goto(pathOf(organization, connection))
  const popup = await popupOf(page)
  await expect(popup.getByText('access_denied: Not assigned <b>here</b>')).toBeVisible()
  await hostile.stop()
})

test('without JavaScript the test is a link, and it is no one else’s', async ({ browser }) => {
  const { organization, owner, connection } = await openProvider(browser)
  enterprise.setUser({ email: 'ada@elsewhere.test' })
  const { email } = owner
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: tenant.url })
  const page = await context.newPage()
  await startSession(page, email)
  await page.goto(pathOf(organization, connection))
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Test connection' }).click(),
  ])
  await expect(tab.getByText('It works, with a confirmation by email')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Last tested')).toBeVisible()

  const other = await tenant.createOrganization('Lighthouse')
  const stranger = await tenant.createUser('Sten Stranger')
  await tenant.addMember(other, stranger, ['Owner'])
  const reader = await tenant.open(browser, stranger)
  await reader.goto(`/o/${other.slug}/sign-in-methods`)
  const statusOf = (path: string) => reader.evaluate(async (at) => (await fetch(at)).status, path)
  for (const owner of [organization, other])
    for (const path of ['test', 'tested'])
      expect(await statusOf(`${pathOf(owner, connection)}/${path}`), path).toBe(404)
})
