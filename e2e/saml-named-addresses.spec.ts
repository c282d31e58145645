import { expect, type Browser } from '@playwright/test'
import { SamlProviderServer } from '../test/saml-provider-server'
import { createOrganizationWithDomain, test } from '@/test/fixtures/browser-connections'
import type { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { button } from './locators'
import { newPage } from './support'

/** The ACS URL and the entity ID that Auth0’s components show: only for connections that were made by them. */

let tenant: BrowserTenant
let provider: SamlProviderServer

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  provider = await SamlProviderServer.start()
})
test.afterAll(() => provider.stop())

/** An organization’s own, which everyone who signs in becomes a member by. */
async function connect(browser: Browser, metadata: string) {
  const { organization, owner, slug } = await createOrganizationWithDomain(tenant)
  const page = await tenant.open(browser, owner)
  await page.goto(`/o/${slug}/sign-in-methods/new?provider=saml`)
  const acs = await page.getByText(`${tenant.url}/login/callback/con_`).innerText()
  await page.getByRole('textbox', { name: 'Display name' }).fill('Harbour login')
  const file = { name: 'metadata.xml', mimeType: 'application/xml', buffer: Buffer.from(metadata) }
  await page.getByLabel('Metadata file').setInputFiles(file)
  await button(page, 'Check provider').click()
  await expect(page.getByText('About this provider')).toBeVisible()
  await button(page, 'Add identity provider').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Harbour login' })).toBeVisible()
  const id = acs.slice(acs.lastIndexOf('/') + 1)
  const used = { isEnabled: true, showAsButton: true, assignMembershipOnLogin: true }
  await tenant.write((tx) =>
    tx.enabledConnection.create({ data: { organizationId: organization.id, connectionId: id, ...used } }),
  )
  const own = { acs, entityId: `${tenant.url}/saml/${id}/metadata` }
  return { slug, id, own, named: namedOf(id.replace('_', '-')), page }
}

function namedOf(name: string) {
  const [label = ''] = new URL(tenant.url).host.split('.')
  return { acs: `${tenant.url}/login/callback?connection=${name}`, entityId: `urn:auth0:${label}:${name}` }
}

async function setOptions(id: string, options: object): Promise<void> {
  await tenant.query(
    `UPDATE connections SET options = options || $3::jsonb WHERE tenant_id = $1 AND id = $2 RETURNING id`,
    [id, JSON.stringify(options)],
  )
}

test('people sign in by a connection whose addresses have its name, at each address with its own entity ID', async ({
  browser,
  request,
}) => {
  const { slug, id, own, named, page } = await connect(browser, provider.metadata())
  provider.user = { nameId: 'ada', attributes: { email: [`ada@${slug}.test`] } }
  const home = `${tenant.url}/o/${slug}/home`

  await setOptions(id, { hasNamedAddresses: true, allowsUnsolicited: true })
  await page.reload()
  await expect(page.getByText(named.acs)).toBeVisible()
  await expect(page.getByText(named.entityId)).toBeVisible()
  for (const address of [own.entityId, `${tenant.url}/samlp/metadata?connection=${id.replace('_', '-')}`]) {
    const text = await (await request.get(address)).text()
    expect(text).toContain(`entityID="${named.entityId}"`)
    expect(text).toContain(`Location="${named.acs}"`)
  }

  const member = await newPage(browser, { baseURL: tenant.url })
  await member.goto(`/o/${slug}`)
  await member.getByRole('link', { name: 'Continue with Harbour login' }).click()
  await expect(member).toHaveURL(home)

  const answerOf = async (to: { acs: string; entityId: string }) => {
    const visitor = await newPage(browser, { baseURL: tenant.url })
    await visitor.goto(provider.startUrl(to.acs, to.entityId))
    await visitor.waitForURL((url) => url.href.startsWith(tenant.url))
    const { href } = new URL(visitor.url())
    await visitor.context().close()
    return href
  }
  for (const right of [own, named]) expect(await answerOf(right)).toBe(home)
  for (const mixed of [
    { acs: own.acs, entityId: named.entityId },
    { acs: named.acs, entityId: own.entityId },
    { acs: named.acs, entityId: namedOf('other').entityId },
  ])
    expect(await answerOf(mixed), JSON.stringify(mixed)).toContain('reason=saml_recipient')
  for (const acs of [namedOf('other').acs, namedOf('password').acs, namedOf(id).acs, namedOf('').acs])
    expect(await answerOf({ ...named, acs }), acs).toContain('reason=not_enabled')

  const used = provider.sent
  const form = { SAMLResponse: used.response, RelayState: used.relayState }
  const again = await request.post(named.acs, { form, headers: { origin: provider.url }, maxRedirects: 0 })
  expect(again.status()).toBe(303)

  await setOptions(id, { hasNamedAddresses: false })
  expect(await answerOf(named)).toContain('reason=not_enabled')
  expect(await answerOf(own)).toBe(home)
  expect(await answerOf({ acs: own.acs, entityId: named.entityId })).toContain('reason=saml_recipient')
})
