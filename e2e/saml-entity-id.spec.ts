import { type Browser, expect, type Page } from '@playwright/test'
import { SamlProviderServer } from '../test/saml-provider-server'
import {
  createOrganizationWithDomain,
  type OrganizationWithDomain,
  test,
} from '@/test/fixtures/browser-connections'
import type { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { testInPopup } from './connection-test-steps'
import { enableForEveryone } from './enable-for-everyone'
import { button } from './locators'
import { expectAccessible, newPage, startSession } from './support'

/** A SAML connection without the provider’s entity ID: a test finds it, and an admin confirms it (docs/decisions/0094). */

let tenant: BrowserTenant
let provider: SamlProviderServer

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  provider = await SamlProviderServer.start()
})
test.afterAll(() => provider.stop())

/** An organization whose connection makes everyone who signs in by it a member. */
async function createOrganization(): Promise<OrganizationWithDomain> {
  const customer = await createOrganizationWithDomain(tenant)
  provider.user = { nameId: `ada-${customer.slug}`, attributes: { email: [`ada@${customer.domain}`] } }
  return customer
}

async function expectHome(page: Page, { slug }: OrganizationWithDomain): Promise<void> {
  await expect(page).toHaveURL(`${tenant.url}/o/${slug}/home`)
}

/** What the page of a new connection shows; returns the connection’s id. */
async function connect(page: Page, { slug }: OrganizationWithDomain): Promise<string> {
  await page.goto(`/o/${slug}/sign-in-methods/new?provider=saml`)
  const acs = await page.getByText(`${tenant.url}/login/callback/con_`).innerText()
  await page.getByRole('textbox', { name: 'Display name' }).fill('Harbour login')
  await page.getByText('Enter the settings without metadata').click()
  await page.getByRole('textbox', { name: 'Sign-in URL' }).fill(`${provider.url}/sso`)
  await page.getByRole('textbox', { name: 'Signing certificate' }).fill(provider.keys.certificate)
  await button(page, 'Check provider').click()
  await expect(
    page.getByText('Until then, it cannot be enabled and no one can sign in with it.'),
  ).toBeVisible()
  await button(page, 'Add identity provider').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Harbour login' })).toBeVisible()
  await expect(page.getByText('No one can sign in with it yet')).toBeVisible()
  return acs.slice(acs.lastIndexOf('/') + 1)
}

test('an owner connects SAML without an entity ID, tests it, confirms the one it finds, and a colleague signs in', async ({
  browser,
}) => {
  const customer = await createOrganization()
  const { slug, owner } = customer
  const page = await tenant.open(browser, owner)
  await page.goto(`/o/${slug}/sign-in-methods/new?provider=saml`)
  await page.getByRole('textbox', { name: 'Display name' }).fill('Harbour login')
  await page.getByText('Enter the settings without metadata').click()
  await page.getByRole('textbox', { name: 'Sign-in URL' }).fill('http://10.0.0.1/sso')
  await button(page, 'Check provider').click()
  await expect(page.getByText('The sign-in URL of the provider must be a public https URL.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Sign-in URL' }).fill(`${provider.url}/sso`)
  await page.getByRole('textbox', { name: 'Signing certificate' }).fill('none')
  await button(page, 'Check provider').click()
  await expect(page.getByText('This is not a certificate in PEM format.')).toBeVisible()
  await expectAccessible(page)
  const id = await connect(page, customer)
  await expectAccessible(page)

  await page.goto(`/o/${slug}/sign-in-methods`)
  await expect(page.getByText('Confirm its entity ID under Set up.')).toBeVisible()
  await expect(button(page, 'Enable Harbour login')).toHaveCount(0)
  await expectAccessible(page)
  await expectNoSignIn(browser, customer, id)

  await page.goto(`/o/${slug}/sign-in-methods/providers/${id}`)
  const popup = await testInPopup(page, 'One step is left')
  await expect(popup.getByText(provider.issuer, { exact: true })).toBeVisible()
  await expectAccessible(popup)
  await expect(page.getByRole('status').filter({ hasText: 'One step is left' })).toBeVisible()
  await button(popup, 'Use this entity ID').click()
  await expect(popup.getByText('The entity ID of Harbour login is saved.')).toBeVisible()
  await expect(popup.getByText('It works, with a confirmation by email')).toBeVisible()
  await expect(button(popup, 'Use this entity ID')).toHaveCount(0)
  await popup.close()
  await expect(page.getByText(provider.issuer, { exact: true })).toBeVisible()
  await expect(page.getByText('No one can sign in with it yet')).toHaveCount(0)

  await page.goto(`/o/${slug}/sign-in-methods`)
  await enableForEveryone(page)
  const member = await newPage(browser, { baseURL: tenant.url })
  await member.goto(`/o/${slug}`)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await expectHome(member, customer)

  provider.deviation = { statement: { issuer: 'https://other.test/idp' } }
  const other = await newPage(browser, { baseURL: tenant.url })
  await other.goto(`/sign-in/with/${id}?organization=${slug}`)
  await expect(other).toHaveURL(/reason=wrong_issuer/)
  provider.deviation = {}
  await page.goto(`/o/${slug}/audit`)
  await expect(page.getByText('confirmed the entity ID of a sign-in method')).toBeVisible()
})

/** Neither by its address, nor by the domain of an address, nor where the provider begins. */
async function expectNoSignIn(
  browser: Browser,
  { slug, domain }: OrganizationWithDomain,
  id: string,
): Promise<void> {
  await tenant.query(
    `UPDATE connections SET options = options || $3::jsonb WHERE tenant_id = $1 AND id = $2 RETURNING id`,
    [id, JSON.stringify({ domains: [domain], allowsUnsolicited: true })],
  )
  const visitor = await newPage(browser, { baseURL: tenant.url })
  const sentence = 'This sign-in method is not available here. Go back and choose another.'
  for (const query of ['', `?organization=${slug}`]) {
    await visitor.goto(`/sign-in/with/${id}${query}`)
    await expect(visitor.getByText(sentence)).toBeVisible()
    await visitor.goto(`/sign-in/with/con_unknown${query}`)
    await expect(visitor.getByText(sentence)).toBeVisible()
  }
  await visitor.goto(`/o/${slug}`)
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(visitor.getByText('Harbour login')).toHaveCount(0)
  await visitor.goto('/sign-in')
  await visitor.getByRole('textbox', { name: 'Email', exact: true }).fill(`ada@${domain}`)
  await visitor.getByRole('textbox', { name: 'Email', exact: true }).press('Enter')
  await expect(visitor.getByText('People with your email domain sign in at Harbour.')).toBeVisible()
  await expect(visitor.getByText('Harbour login')).toHaveCount(0)
  expect(visitor.url().startsWith(tenant.url)).toBe(true)
  await visitor.goto(
    provider.startUrl(`${tenant.url}/login/callback/${id}`, `${tenant.url}/saml/${id}/metadata`),
  )
  await expect(visitor).toHaveURL(/reason=saml_unrequested/)
  await visitor.context().close()
}

test('it works without JavaScript, on a phone and in the dark', async ({ browser }) => {
  const customer = await createOrganization()
  const { slug, owner } = customer
  const page = await newPage(browser, {
    baseURL: tenant.url,
    javaScriptEnabled: false,
    colorScheme: 'dark',
    viewport: { width: 320, height: 700 },
  })
  await startSession(page, owner.email)
  const id = await connect(page, customer)
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Test connection' }).click(),
  ])
  await button(tab, 'Go back').click()
  await expect(tab.getByText('One step is left')).toBeVisible()
  await button(tab, 'Use this entity ID').click()
  await expect(tab.getByText('It works, with a confirmation by email')).toBeVisible()
  await page.goto(`/o/${slug}/sign-in-methods`)
  await button(page, 'Enable Harbour login').click()
  await tenant.query(
    'UPDATE enabled_connections SET assign_membership_on_login = true WHERE tenant_id = $1 AND connection_id = $2 RETURNING connection_id AS id',
    [id],
  )
  const member = await newPage(browser, { baseURL: tenant.url })
  await member.goto(`/o/${slug}`)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await expectHome(member, customer)
})
