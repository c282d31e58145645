import { expect, type Page } from '@playwright/test'
import { SamlProviderServer } from '../test/saml-provider-server'
import { test } from '@/test/fixtures/browser-connections'
import { createUnconfirmedSaml } from '@/test/fixtures/browser-saml'
import type { BrowserTenant, BrowserUser } from '@/test/fixtures/browser-tenant'
import { button } from './locators'
import { beginTest, postResponse, testResultOf, noTestResult } from './connection-test-steps'
import { startSession } from './support'

/** Responses to the test of a SAML connection without the provider’s entity ID that must not count. */

let tenant: BrowserTenant
let provider: SamlProviderServer

test.describe.configure({ mode: 'default' })

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  provider = await SamlProviderServer.start()
})
test.afterAll(() => provider.stop())
test.afterEach(() => {
  provider.deviation = {}
})

interface Tested {
  slug: string
  organizationId: string
  owner: BrowserUser
  id: string
  path: string
}

async function open(): Promise<Tested> {
  const organization = await tenant.createOrganization('Harbour')
  const owner = await tenant.createUser('Olga Owner')
  const other = await tenant.createUser('Otto Owner')
  for (const one of [owner, other]) await tenant.addMember(organization, one, ['Owner'])
  const signInUrl = `${provider.url}/sso`
  const id = await createUnconfirmedSaml(tenant, organization, { signInUrl, keys: provider.keys })
  const { slug } = organization
  const path = `${tenant.url}/o/${slug}/sign-in-methods/providers/${id}`
  return { slug, organizationId: organization.id, owner, id, path }
}

function begin(page: Page, { path }: Tested) {
  return beginTest(page, provider, `${path}/test`)
}

function postResult(page: Page, { id }: Tested, sent: SamlProviderServer['sent']): Promise<void> {
  return postResponse(page, `${tenant.url}/login/callback/${id}`, sent)
}

async function expectNoTestResult({ id }: Tested): Promise<void> {
  expect(await testResultOf(tenant, id)).toEqual(noTestResult)
}

const nothing = 'There is no test result in this browser any more. Test it again.'

test('the response to a test counts in the browser that began it, once', async ({ browser }) => {
  const at = await open()
  const page = await tenant.open(browser, at.owner)
  const sent = await begin(page, at)
  const elsewhere = await tenant.open(browser, at.owner)
  await postResult(elsewhere, at, sent)
  await expect(elsewhere).toHaveURL(/reason=lost/)
  await elsewhere.goto(`${at.path}/tested`)
  await expect(elsewhere.getByText(nothing)).toBeVisible()
  await expectNoTestResult(at)

  const again = await begin(page, at)
  await postResult(page, at, again)
  await expect(button(page, 'Use this entity ID')).toBeVisible()
  const otherBrowser = await tenant.open(browser, at.owner)
  await postResult(otherBrowser, at, { ...again, relayState: '' })
  await expect(otherBrowser).toHaveURL(/reason=saml_used/)
  await postResult(page, at, again)
  await expect(page).toHaveURL(/reason=lost/)
  await page.goto(`${at.path}/tested`)
  await expect(page.getByText(provider.issuer, { exact: true })).toBeVisible()
})

test('the response to a test counts in the session that began it', async ({ browser }) => {
  const at = await open()
  const page = await tenant.open(browser, at.owner)
  const sent = await begin(page, at)
  await startSession(page, at.owner.email)
  await postResult(page, at, sent)
  await expect(page.getByText(nothing)).toBeVisible()
  await expectNoTestResult(at)
})

test('a member who may not change sign-in methods sees what a test finds, and cannot confirm it', async ({
  browser,
}) => {
  const at = await open()
  const reader = await tenant.createUser('Rita Reader')
  const name = 'Reader of methods'
  const permissions = ['read:organization_connections'].map((name) => ({ api: 'portal', name }) as const)
  const organization = { id: at.organizationId, slug: at.slug, displayName: 'Harbour' }
  await tenant.createRole(name, permissions, organization)
  await tenant.addMember(organization, reader, [name])
  const page = await tenant.open(browser, reader)
  await postResult(page, at, await begin(page, at))
  await expect(page.getByText(provider.issuer, { exact: true })).toBeVisible()
  await expect(button(page, 'Use this entity ID')).toHaveCount(0)
  await expect(page.getByText('Someone who may change sign-in methods has to')).toBeVisible()
})

test('an unsigned response shows no entity ID, and another one of the same key is shown and saved only if it is confirmed', async ({
  browser,
}) => {
  const at = await open()
  const page = await tenant.open(browser, at.owner)
  for (const [deviation, sentence] of [
    [{ signing: { signsAssertion: false } }, 'must both be signed'],
    [{ signing: { signsResponse: false } }, 'must both be signed'],
    [{ statement: { audience: 'https://other.test' } }, 'The response is for another service.'],
  ] as const) {
    provider.deviation = deviation
    await postResult(page, at, await begin(page, at))
    await expect(page.getByRole('status').filter({ hasText: sentence })).toBeVisible()
    await expect(button(page, 'Use this entity ID')).toHaveCount(0)
    await expect(page.getByText(provider.issuer, { exact: true })).toHaveCount(0)
  }
  const other = 'https://other.test/idp'
  provider.deviation = { statement: { issuer: other } }
  await postResult(page, at, await begin(page, at))
  await expect(page.getByText(other, { exact: true })).toBeVisible()
  provider.deviation = {}
  await postResult(page, at, await begin(page, at))
  await expect(page.getByText(other, { exact: true })).toHaveCount(0)
  await button(page, 'Use this entity ID').click()
  await expect(page.getByText('The entity ID of Harbour SAML is saved.')).toBeVisible()
  provider.deviation = { statement: { issuer: other } }
  await postResult(page, at, await begin(page, at))
  await expect(
    page.getByRole('status').filter({ hasText: 'The response has another issuer than the configured one.' }),
  ).toBeVisible()
})

test('a result that is older than a change of the sign-in URL cannot be confirmed', async ({ browser }) => {
  const at = await open()
  const page = await tenant.open(browser, at.owner)
  await postResult(page, at, await begin(page, at))
  await tenant.query(
    `UPDATE connections SET options = jsonb_set(options, '{signInUrl}', '"https://login.acme.test/other"')
     WHERE tenant_id = $1 AND id = $2 RETURNING id`,
    [at.id],
  )
  await button(page, 'Use this entity ID').click()
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: 'The certificates or the sign-in URL have changed since the test.' }),
  ).toBeVisible()
})
