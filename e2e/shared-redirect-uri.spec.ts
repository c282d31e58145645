import { expect, type Browser, type Page } from '@playwright/test'
import { HostileProvider } from '../test/hostile-provider'
import {
  addVerifiedDomain,
  createConnection,
  enableConnection,
  failuresOf,
  test,
} from '@/test/fixtures/browser-connections'
import type { BrowserOrganization, BrowserTenant } from '@/test/fixtures/browser-tenant'
import { newAddress } from './support'

/** The redirect URI without a connection’s id, at which several providers answer. */

let tenant: BrowserTenant
let hostile: HostileProvider
let organization: BrowserOrganization

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  hostile = await HostileProvider.start()
  organization = await tenant.createOrganization('Harbour')
  await addVerifiedDomain(tenant, organization, 'harbour.test')
})
test.beforeEach(() => {
  Object.assign(hostile, { redirectsTo: null, sendsIssuer: true, attack: 'none' })
})
test.afterAll(async () => {
  await hostile.stop()
})

/** A connection of the organization’s own; its provider knows one new user. */
async function connect(provider: HostileProvider, sharesRedirectUri = true, owner = organization) {
  const sub = newAddress('ada').split('@')[0] ?? ''
  provider.user = { sub, email: `${sub}@harbour.test`, email_verified: true, name: 'Ada Moore' }
  const options = { issuer: provider.issuer, sharesRedirectUri }
  const connection = await createConnection(tenant, { options, owner })
  await enableConnection(tenant, { organization: owner, connection }, { joins: true })
  return { connection, start: `/sign-in/with/${connection.id}?organization=${owner.slug}` }
}

/** Begins a sign-in without a browser. Returns the redirect’s location and the cookies. */
async function begin(browser: Browser, start: string) {
  const context = await browser.newContext()
  const answer = await context.request.get(`${tenant.url}${start}`, { maxRedirects: 0 })
  const cookies = await context.cookies(tenant.url)
  await context.close()
  return { location: new URL(answer.headers()['location'] ?? ''), cookies }
}

async function expectRefusal(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await expect(page.getByRole('heading', { name: 'We couldn’t sign you in' })).toBeVisible()
  await page.goto(`${tenant.url}/account`)
  await expect(page).toHaveURL(/\/sign-in/)
}

test('a provider that is registered with it signs people in, with the address that it was asked with', async ({
  page,
  browser,
}) => {
  const { connection, start } = await connect(hostile)
  expect(connection.redirectUri).toBe(`${tenant.url}/login/callback`)
  const { location } = await begin(browser, start)
  expect(location.searchParams.get('redirect_uri')).toBe(connection.redirectUri)
  await page.goto(start)
  await expect(page).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
})

test('an answer from another organization’s provider than the one that was asked goes to neither', async ({
  page,
  browser,
}) => {
  const honest = await HostileProvider.start()
  const theirs = await connect(honest)
  const attacker = await tenant.createOrganization('Elsewhere')
  const { connection, start } = await connect(hostile, true, attacker)

  // The attacker began this sign-in. Their provider redirects the visitor to the honest provider, which knows them.
  const { location: redirect } = await begin(browser, theirs.start)
  hostile.redirectsTo = (asked) => {
    const elsewhere = new URL(redirect)
    elsewhere.searchParams.set('state', asked.get('state') ?? '')
    return elsewhere.href
  }
  const brought = hostile.receivedCodes.length
  await expectRefusal(page, start)
  expect(hostile.receivedCodes).toHaveLength(brought)
  expect(honest.receivedCodes).toEqual([])
  expect(await failuresOf(tenant, connection)).toEqual(['wrong_issuer'])

  // Neither where the honest provider does not say who it is.
  honest.sendsIssuer = false
  await expectRefusal(page, start)
  expect(hostile.receivedCodes).toHaveLength(brought)
  expect(honest.receivedCodes).toEqual([])
  await honest.stop()
})

test('an answer without the provider’s name is refused, whatever its metadata says', async ({ page }) => {
  hostile.sendsIssuer = false
  const { connection, start } = await connect(hostile)
  const brought = hostile.receivedCodes.length
  await expectRefusal(page, start)
  expect(hostile.receivedCodes).toHaveLength(brought)
  expect(await failuresOf(tenant, connection)).toEqual(['wrong_issuer'])
})

test('an answer that comes to another redirect URI than the one that was sent is refused', async ({
  page,
  browser,
}) => {
  for (const sharesRedirectUri of [true, false]) {
    const { connection, start } = await connect(hostile, sharesRedirectUri)
    const { location, cookies } = await begin(browser, start)
    await page.context().addCookies(cookies)
    const state = location.searchParams.get('state') ?? ''
    const query = new URLSearchParams({ state, code: 'a-code', iss: hostile.issuer })
    const other = sharesRedirectUri ? `/login/callback/${connection.id}` : '/login/callback'
    const brought = hostile.receivedCodes.length
    await expectRefusal(page, `${other}?${query.toString()}`)
    expect(hostile.receivedCodes).toHaveLength(brought)
    expect(await failuresOf(tenant, connection)).toEqual(['wrong_issuer'])
  }
})

test('two names, another one, and answers that no one asked for are refused; only GET is served', async ({
  page,
  browser,
  request,
}) => {
  const { connection, start } = await connect(hostile)
  const names = [
    ['', 0],
    [`&iss=${encodeURIComponent(hostile.issuer)}&iss=https://attacker.test`, 1],
    ['&iss=', 2],
    ['&iss=https://attacker.test', 3],
    ['&error=access_denied', 4],
  ] as const
  for (const [more, index] of names) {
    const { location, cookies } = await begin(browser, start)
    await page.context().clearCookies()
    await page.context().addCookies(cookies)
    const state = location.searchParams.get('state') ?? ''
    await expectRefusal(page, `/login/callback?state=${state}&code=a-code${more}`)
    expect(await failuresOf(tenant, connection)).toHaveLength(index + 1)
  }
  for (const query of [
    '',
    '?state=x&code=y',
    `?state=${'x'.repeat(3000)}`,
    '?response=x',
    '?state=a&state=b',
  ]) {
    const answer = await request.get(`${tenant.url}/login/callback${query}`, { maxRedirects: 0 })
    expect([answer.status(), answer.headers()['location']]).toEqual([
      303,
      expect.stringContaining('reason=lost'),
    ])
  }
  expect((await request.head(`${tenant.url}/login/callback`)).status()).toBe(405)
  expect((await request.post(`${tenant.url}/login/callback`)).status()).toBe(415)
})
