import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test'
import { addVerifiedDomain, test } from '@/test/fixtures/browser-connections'
import type { BrowserOrganization, BrowserTenant } from '@/test/fixtures/browser-tenant'
import { createTicketRows } from '@/test/fixtures/sso-ticket-rows'
import { SamlProviderServer } from '@/test/saml-provider-server'
import { testInPopup } from './connection-test-steps'
import { button } from './locators'
import { expectAccessible, newPage } from './support'

let tenant: BrowserTenant
let provider: SamlProviderServer

test.describe.configure({ mode: 'default' })

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  provider = await SamlProviderServer.start()
})
test.afterAll(() => provider.stop())

interface OpenLink {
  organization: BrowserOrganization
  link: string
  id: string
}

/** A link with which everyone who signs in becomes a member. */
async function openLink(): Promise<OpenLink> {
  const organization = await tenant.createOrganization('Harbour')
  const domain = `${organization.slug}.test`
  await addVerifiedDomain(tenant, organization, domain)
  const { ticket, ticketId: id } = await tenant.write((tx) => createTicketRows(tx, organization.id))
  await tenant.query(
    'UPDATE sso_tickets SET assign_membership_on_login = true WHERE tenant_id = $1 AND id = $2 RETURNING id',
    [id],
  )
  provider.user = { nameId: `ada-${organization.slug}`, attributes: { email: [`ada@${domain}`] } }
  return { organization, link: `${tenant.url}/connect/${ticket}`, id }
}

async function visitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  return newPage(browser, { baseURL: tenant.url, reducedMotion: 'reduce', ...options })
}

async function expectTestResult(page: Page, sentence: string): Promise<void> {
  const popup = await testInPopup(page, sentence)
  await expectAccessible(popup)
  await popup.close()
}

async function expectSignIn(browser: Browser, { slug }: BrowserOrganization): Promise<void> {
  const member = await visitor(browser)
  await member.goto(`/o/${slug}`)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await expect(member).toHaveURL(`${tenant.url}/o/${slug}/home`)
}

function heading(page: Page) {
  return page.getByRole('heading', { level: 1 })
}

test('someone without an account connects SAML by the URL of the metadata, and a member signs in', async ({
  browser,
}) => {
  const { organization, link } = await openLink()
  const page = await visitor(browser)
  await page.goto(link)
  await page.getByRole('link', { name: 'SAML 2.0' }).click()
  const guides = page.getByRole('navigation', { name: 'Guide' })
  await guides.getByRole('link', { name: 'Microsoft Entra ID' }).click()
  await expect(page.getByText(`${tenant.url}/login/callback/con_`)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Display name' })).toHaveValue('Harbour login')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Metadata URL' }).fill(`${provider.url}/nothing`)
  await button(page, 'Check provider').click()
  await expect(page.getByRole('textbox', { name: 'Metadata URL' })).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('textbox', { name: 'Metadata URL' }).fill(provider.metadataUrl)
  await button(page, 'Check provider').click()
  await expect(page.getByText(`People sign in at ${provider.url}/sso.`)).toBeVisible()
  await expectAccessible(page)
  await button(page, 'Add identity provider').click()

  await expect(page.getByText('Not tested yet.')).toBeVisible()
  await button(page, 'Enable Harbour login').click()
  await expect(page.getByRole('alert').filter({ hasText: 'Test it first.' })).toBeVisible()
  provider.deviation = { signing: { signsAssertion: false } }
  await expectTestResult(page, 'The response and its assertion must both be signed.')
  await button(page, 'Enable Harbour login').click()
  await expect(page.getByRole('alert').filter({ hasText: 'Test it again first.' })).toBeVisible()
  provider.deviation = {}
  await expectTestResult(page, 'so people must confirm it by email')
  await page.getByRole('textbox', { name: 'Attribute: name', exact: true }).fill('displayName')
  await button(page, 'Save attributes').click()
  await expect(page.getByText('The attributes of Harbour login are saved.')).toBeVisible()
  await expectAccessible(page)
  await expectTestResult(page, 'so people must confirm it by email')
  const stale = await visitor(browser)
  await stale.goto(link)
  await button(page, 'Enable Harbour login').click()
  await expect(heading(page)).toHaveText('Harbour login is connected')
  await expectAccessible(page)
  await expectSignIn(browser, organization)

  await stale.getByRole('textbox', { name: 'Display name' }).fill('Another login')
  await button(stale, 'Save name').click()
  await expect(heading(stale)).toHaveText('Harbour login is connected')
  expect((await page.goto(`${link}/test`))?.url()).toBe(link)
})

test('it works with the metadata’s file, without JavaScript, on a phone and in the dark', async ({
  browser,
}) => {
  const { organization, link } = await openLink()
  const page = await visitor(browser, {
    javaScriptEnabled: false,
    colorScheme: 'dark',
    viewport: { width: 320, height: 700 },
  })
  await page.goto(link)
  await page.getByRole('link', { name: 'SAML 2.0' }).click()
  const file = (text: string) => ({ name: 'metadata.xml', mimeType: 'text/xml', buffer: Buffer.from(text) })
  await page.getByLabel('Metadata file').setInputFiles(file('<nothing/>'))
  await button(page, 'Check provider').click()
  await expect(
    page.getByText('This metadata describes no identity provider of SAML 2.0.').first(),
  ).toBeVisible()
  await page.getByLabel('Metadata file').setInputFiles(file(provider.metadata()))
  await button(page, 'Check provider').click()
  await expect(page.getByText(`People sign in at ${provider.url}/sso.`)).toBeVisible()
  await button(page, 'Add identity provider').click()
  await expect(page.getByText('Not tested yet.')).toBeVisible()
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Test connection' }).click(),
  ])
  await button(tab, 'Go back').click()
  await expect(tab.getByText('It works, with a confirmation by email')).toBeVisible()
  await page.goto(link)
  await button(page, 'Enable Harbour login').click()
  await expect(heading(page)).toHaveText('Harbour login is connected')
  await expectSignIn(browser, organization)
})

for (const [end, column, title] of [
  ['expires', "expires_at = now() - interval '1 second'", 'This link has expired'],
  ['is revoked', 'revoked_at = now()', 'This link was revoked'],
] as const)
  test(`a link that ${end} while its page is open saves and tests nothing`, async ({ browser }) => {
    const { link, id } = await openLink()
    const page = await visitor(browser)
    await page.goto(`${link}?provider=saml`)
    await page.getByRole('textbox', { name: 'Metadata URL' }).fill(provider.metadataUrl)
    await button(page, 'Check provider').click()
    await expect(page.getByText(`People sign in at ${provider.url}/sso.`)).toBeVisible()
    await tenant.query(`UPDATE sso_tickets SET ${column} WHERE tenant_id = $1 AND id = $2 RETURNING id`, [id])
    await button(page, 'Add identity provider').click()
    await expect(heading(page)).toHaveText(title)
    await expectAccessible(page)
    const [row] = await tenant.query<{ connections: number }>(
      `SELECT (SELECT count(*)::int FROM connections c WHERE c.tenant_id = $1 AND c.id = t.connection_id) AS connections
       FROM sso_tickets t WHERE t.tenant_id = $1 AND t.id = $2`,
      [id],
    )
    expect(row?.connections).toBe(0)
    expect((await page.goto(`${link}/test`))?.url()).toBe(link)
  })
