import { expect } from '@playwright/test'
import { createSamlKeys } from '../test/saml-identity-provider'
import { SamlProviderServer } from '../test/saml-provider-server'
import { createOrganizationWithDomain, test } from '@/test/fixtures/browser-connections'
import type { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { testInPopup } from './connection-test-steps'
import { enableForEveryone } from './enable-for-everyone'
import { button } from './locators'
import { expectAccessible, newPage } from './support'

let tenant: BrowserTenant
let provider: SamlProviderServer

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  provider = await SamlProviderServer.start()
})
test.afterAll(() => provider.stop())

test('an owner connects a SAML provider, tests it, people sign in with it, and its certificate changes', async ({
  browser,
}) => {
  const { owner, slug, domain } = await createOrganizationWithDomain(tenant)
  provider.user = {
    nameId: 'ada',
    attributes: { email: [`ada@${domain}`], department: ['Harbour masters'] },
  }

  const page = await tenant.open(browser, owner)
  await page.goto(`/o/${slug}/sign-in-methods/new`)
  await page.getByRole('link', { name: 'SAML 2.0' }).click()
  const acs = await page.getByText(`${tenant.url}/login/callback/con_`).innerText()
  const entityId = await page.getByText(`${tenant.url}/saml/con_`).first().innerText()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Display name' }).fill('Harbour login')
  const metadataUrl = page.getByRole('textbox', { name: 'Metadata URL' })
  await button(page, 'Check provider').click()
  await expect(
    page.getByText('Enter the metadata URL, choose the metadata file, or paste its content below.'),
  ).toBeVisible()
  await metadataUrl.fill('http://10.0.0.1/metadata')
  await button(page, 'Check provider').click()
  await expect(page.getByText('The metadata URL must be a public https URL.')).toBeVisible()
  await metadataUrl.fill(provider.metadataUrl)
  await button(page, 'Check provider').click()
  await expect(page.getByText(`People sign in at ${provider.url}/sso.`)).toBeVisible()
  await expectAccessible(page)
  await button(page, 'Add identity provider').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Harbour login' })).toBeVisible()
  await expect(page.getByText(acs)).toBeVisible()
  const metadata = await page.request.get(entityId)
  expect(await metadata.text()).toContain(`entityID="${entityId}"`)
  const certificate = await page.request.get(`${tenant.url}/pem?cert=${entityId.split('/').at(-2)}`)
  expect(await certificate.text()).toMatch(/^-----BEGIN CERTIFICATE-----/)
  const name = acs.slice(acs.lastIndexOf('/') + 1).replace('_', '-')
  const alias = `${tenant.url}/samlp/metadata?connection=`
  const named = await page.request.get(`${alias}${name}`)
  expect([named.status(), await named.text()]).toEqual([200, await metadata.text()])
  for (const unknown of ['', 'unknown', `${name}%20`])
    expect((await page.request.get(`${alias}${unknown}`)).status(), unknown).toBe(404)
  for (const text of ['a%00b', '%E0%A4%A'])
    expect([400, 404], text).toContain((await page.request.get(`${alias}${text}`)).status())
  await expectAccessible(page)

  const popup = await testInPopup(page, 'The address is not in a verified domain')
  await expect(popup.getByText('Harbour masters')).toBeVisible()
  await popup.close()
  provider.deviation = { signing: { signsAssertion: false } }
  await (await testInPopup(page, 'The response and its assertion must both be signed.')).close()
  provider.deviation = { statement: { audience: 'https://other.test' } }
  await (await testInPopup(page, 'The response is for another service.')).close()
  provider.deviation = { statement: { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' } }
  const refused = await testInPopup(page, 'The provider responded with an error.')
  await expect(refused.getByText('Responder')).toBeVisible()
  await refused.close()
  provider.deviation = {}

  await page.goto(`/o/${slug}/sign-in-methods`)
  await enableForEveryone(page)

  const member = await newPage(browser, { baseURL: tenant.url })
  await member.goto(`/o/${slug}`)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await expect(member).toHaveURL(`${tenant.url}/o/${slug}/home`)

  const otherBrowser = await newPage(browser, { baseURL: tenant.url })
  const send = async ({ response, relayState }: typeof provider.sent) => {
    const answer = await otherBrowser.request.post(acs, {
      form: { SAMLResponse: response, RelayState: relayState },
      headers: { origin: provider.url },
      maxRedirects: 0,
    })
    expect(answer.status()).toBe(303)
    await otherBrowser.goto(answer.headers()['location'] ?? '')
    return otherBrowser.url()
  }
  const copied = provider.sent
  expect(await send(copied)).toContain('reason=lost')
  expect(await send({ ...copied, relayState: '' })).toContain('reason=saml_used')
  await member.goto(provider.startUrl(acs, entityId))
  await expect(member).toHaveURL(/reason=saml_unrequested/)

  const providerPage = `/o/${slug}/sign-in-methods/providers/${acs.slice(acs.lastIndexOf('/') + 1)}`
  await page.goto(providerPage)
  await page.getByRole('checkbox', { name: 'Allow sign-in that starts at the provider' }).check()
  await button(page, 'Save changes').click()
  await expect(page.getByText('Harbour login is saved.')).toBeVisible()
  const launcher = await newPage(browser, { baseURL: tenant.url })
  await launcher.goto(provider.startUrl(acs, entityId))
  await expect(launcher).toHaveURL(`${tenant.url}/o/${slug}/home`)

  const next = await createSamlKeys()
  await page.getByRole('textbox', { name: 'Another certificate' }).fill(next.certificate)
  await button(page, 'Add certificate').click()
  await expect(page.getByText('The certificate is added.')).toBeVisible()
  await (await testInPopup(page, 'People can sign in with it.')).close()
  provider.keys = next
  await (await testInPopup(page, 'People can sign in with it.')).close()
  await page
    .getByRole('button', { name: /^Remove certificate / })
    .first()
    .click()
  await expect(page.getByText('The certificate is removed.')).toBeVisible()
  await expectAccessible(page)

  await button(page, 'Delete identity provider').click()
  const question = page.getByRole('alertdialog', { name: 'Delete Harbour login?' })
  await question.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign-in methods' })).toBeVisible()
  expect((await page.request.get(entityId)).status()).toBe(404)
  await member.goto(`/o/${slug}/home`)
  await expect(member).toHaveURL(/sign-in|\/o\/[^/]+\?/)
})
