import { expect, type Browser, type Page, test } from '@playwright/test'
import { addVerifiedDomain, clientSecret } from '@/test/fixtures/browser-connections'
import { BrowserTenant, type BrowserOrganization } from '@/test/fixtures/browser-tenant'
import { testInPopup } from './connection-test-steps'
import { Enterprise } from './enterprise'
import { button } from './locators'
import { Sdk } from './sdk'
import { expectAccessible } from './support'
import { startTlsFront, type TlsFront } from './tls-front'

let front: TlsFront
let tenant: BrowserTenant
let enterprise: Enterprise
let sdk: Sdk

test.describe.configure({ mode: 'default' })

test.beforeAll(async ({ baseURL }) => {
  front = await startTlsFront(baseURL)
  tenant = await BrowserTenant.create(baseURL, front.origin)
  enterprise = await Enterprise.open(tenant)
  sdk = await Sdk.of(7, tenant)
})
test.afterAll(async () => {
  await enterprise.close()
  await front.stop()
})

interface Ticket {
  profileId: string
  link: string
}

async function makeTicket(
  { id }: BrowserOrganization,
  { profile = {}, ticket = {} }: { profile?: object; ticket?: object } = {},
): Promise<Ticket> {
  const created = await sdk.one('selfServiceProfiles.create', { name: 'Enterprise sign-in', ...profile })
  const profileId = String(created['id'])
  const body = {
    connection_config: { name: `own-${id.slice(4)}`, display_name: 'Harbour login' },
    enabled_organizations: [{ organization_id: id, assign_membership_on_login: true }],
    ...ticket,
  }
  const { ticket: link } = await sdk.one('selfServiceProfiles.ssoTicket.create', profileId, body)
  return { profileId, link: String(link) }
}

/** Someone without an account. */
async function visitor(browser: Browser, others: object = {}): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, reducedMotion: 'reduce', ...others })
  return context.newPage()
}

async function fillIn(page: Page, secret = clientSecret): Promise<void> {
  const redirectUri = await page.getByText(`${tenant.url}/login/callback/con_`).innerText()
  enterprise.provider.admit(redirectUri)
  await page.getByRole('textbox', { name: 'Issuer', exact: true }).fill(enterprise.provider.issuer)
  await page.getByRole('textbox', { name: 'Client ID', exact: true }).fill('foyer')
  await page.getByLabel('Client secret', { exact: true }).fill(secret)
}

async function expectTestResult(page: Page, sentence: string): Promise<void> {
  await page.context().clearCookies({ domain: '127.0.0.1' })
  const popup = await testInPopup(page, sentence)
  await expectAccessible(popup)
  await popup.close()
  await expect(page.getByRole('status').filter({ hasText: sentence })).toBeVisible()
}

test('someone without an account connects, tests and enables a provider, and a member signs in with it', async ({
  browser,
}) => {
  const organization = await tenant.createOrganization('Harbour')
  const domain = `${organization.slug}.test`
  await addVerifiedDomain(tenant, organization, domain)
  const { profileId, link } = await makeTicket(organization, {
    profile: {
      allowed_strategies: ['oidc', 'samlp'],
      user_attributes: [{ name: 'email', description: 'The work address', is_optional: false }],
    },
  })
  const page = await visitor(browser)
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connect the identity provider of Harbour')
  await expect(page.getByText('The work address')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Okta' })).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Another OpenID Connect provider' }).click()
  await expect(page.getByRole('textbox', { name: 'Display name', exact: true })).toHaveValue('Harbour login')
  await fillIn(page, 'a wrong secret')
  await button(page, 'Check provider').click()
  await expect(page.getByText(`People sign in at ${enterprise.provider.issuer}/auth.`)).toBeVisible()
  await expectAccessible(page)
  await button(page, 'Add identity provider').click()

  await expect(page.getByText('Not tested yet.')).toBeVisible()
  await expectAccessible(page)
  await button(page, 'Enable Harbour login').click()
  await expect(page.getByRole('alert').filter({ hasText: 'Test it first.' })).toBeVisible()
  enterprise.setUser({ email: `ada@${domain}` })
  await expectTestResult(page, 'The provider rejected the client ID')
  await page.getByLabel('New client secret').fill(clientSecret)
  await button(page, 'Replace secret').click()
  await expect(page.getByText('The new secret of Harbour login is saved.')).toBeVisible()
  await expectTestResult(page, 'so people must confirm it by email')
  await page.getByRole('textbox', { name: 'Claim: name', exact: true }).fill('nickname')
  await button(page, 'Save attributes').click()
  await expect(page.getByText('The attributes of Harbour login are saved.')).toBeVisible()
  await expectTestResult(page, 'so people must confirm it by email')
  await expect(page.getByRole('listitem').filter({ hasText: 'Enable' })).toHaveAttribute(
    'aria-current',
    'step',
  )

  await button(page, 'Enable Harbour login').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Harbour login is connected')
  await expectAccessible(page)
  expect((await page.goto(`${link}/test`))?.url()).toBe(link)

  const member = await visitor(browser)
  await member.goto(`${tenant.url}/o/${organization.slug}`)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await expect(member).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)

  const id = link.split('/').at(-1)?.slice(0, 20)
  await sdk.call('selfServiceProfiles.ssoTicket.revoke', profileId, id)
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link was revoked')
  await expectAccessible(page)
  await sdk.call('selfServiceProfiles.delete', profileId)
  expect((await page.goto(link))?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Link not found')
})

test('a ticket that is revoked while its page is open does nothing, and says so', async ({ browser }) => {
  const organization = await tenant.createOrganization('Harbour')
  const { profileId, link } = await makeTicket(organization, { profile: { allowed_strategies: ['okta'] } })
  const page = await visitor(browser)
  await page.goto(link)
  await page.getByRole('textbox', { name: 'Okta domain' }).fill('harbour.okta.test')
  await sdk.call('selfServiceProfiles.ssoTicket.revoke', profileId, link.split('/').at(-1))
  await button(page, 'Check provider').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link was revoked')
  const rows = await tenant.query(
    'SELECT id FROM connections WHERE tenant_id = $1 AND organization_id IS NOT NULL',
  )
  expect(rows.length).toBeLessThanOrEqual(1)
})

test('it works without JavaScript, on a phone and in the dark', async ({ browser }) => {
  const organization = await tenant.createOrganization('Harbour')
  const { link, profileId } = await makeTicket(organization)
  const introduction = 'Ask the Harbour team on +00 000 if you are stuck.'
  const text = { introduction }
  expect(await sdk.one('selfServiceProfiles.customText.set', profileId, 'en', 'get-started', text)).toEqual(
    text,
  )
  const page = await visitor(browser, {
    javaScriptEnabled: false,
    colorScheme: 'dark',
    viewport: { width: 320, height: 700 },
  })
  await page.goto(link)
  await expect(page.getByText(introduction)).toBeVisible()
  await page.getByRole('link', { name: 'SAML 2.0' }).click()
  await button(page, 'Check provider').click()
  await expect(
    page.getByText('Display name cannot be empty.').or(page.getByText('Enter the metadata URL')).first(),
  ).toBeVisible()
  await page.getByRole('link', { name: 'Another OpenID Connect provider' }).click()
  await fillIn(page)
  await button(page, 'Check provider').click()
  await page.getByLabel('Client secret', { exact: true }).fill(clientSecret)
  await button(page, 'Add identity provider').click()
  enterprise.setUser({ email: 'ada@elsewhere.test' })
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Test connection' }).click(),
  ])
  await expect(tab.getByText('It works, with a confirmation by email')).toBeVisible()
  await page.goto(link)
  await button(page, 'Enable Harbour login').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Harbour login is connected')
})

test('an unknown ticket is not found', async ({ browser }) => {
  const page = await visitor(browser)
  const unknown = `/connect/sst_${'A'.repeat(48)}`
  for (const [path, heading] of [
    ['/connect/nothing', 'Link not found'],
    [unknown, 'Link not found'],
    [`${unknown}/test`, 'Page not found'],
  ] as const) {
    expect((await page.goto(`${tenant.url}${path}`))?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { level: 1 }), path).toHaveText(heading)
  }
})
