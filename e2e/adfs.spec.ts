import { expect } from '@playwright/test'
import { createOrganizationWithDomain, test } from '@/test/fixtures/browser-connections'
import type { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { SamlProviderServer } from '../test/saml-provider-server'
import { enableForEveryone } from './enable-for-everyone'
import { button } from './locators'
import { expectAccessible, newPage } from './support'

let tenant: BrowserTenant
let provider: SamlProviderServer

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  provider = await SamlProviderServer.start()
  provider.issuerPath = '/adfs/services/trust'
})
test.afterAll(() => provider.stop())

test('an owner connects AD FS by its federation metadata, and people sign in with it', async ({
  browser,
}) => {
  const { owner, slug } = await createOrganizationWithDomain(tenant)
  const claim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'
  provider.user = { nameId: 'ada', attributes: { [claim]: [`ada@${slug}.test`] } }

  const page = await tenant.open(browser, owner)
  await page.goto(`/o/${slug}/sign-in-methods/new?provider=saml`)
  await page.getByRole('link', { name: 'AD FS' }).click()
  await expect(page.getByRole('heading', { name: 'At AD FS' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Display name' }).fill('Harbour login')
  const metadataUrl = `${provider.url}/FederationMetadata/2007-06/FederationMetadata.xml`
  await page.getByRole('textbox', { name: 'Metadata URL' }).fill(metadataUrl)
  await button(page, 'Check provider').click()
  await expect(page.getByText(`People sign in at ${provider.url}/adfs/ls/.`)).toBeVisible()
  await button(page, 'Add identity provider').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Harbour login' })).toBeVisible()
  await expect(page.getByText('Your identity provider: AD FS.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'At AD FS' })).toBeVisible()
  await expectAccessible(page)

  await page.goto(`/o/${slug}/sign-in-methods`)
  await enableForEveryone(page)

  const member = await newPage(browser, { baseURL: tenant.url })
  await member.goto(`/o/${slug}`)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await expect(member).toHaveURL(`${tenant.url}/o/${slug}/home`)
})
