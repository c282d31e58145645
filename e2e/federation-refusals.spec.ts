import { expect, type Browser, type Page } from '@playwright/test'
import { newId } from '@/lib/ids'
import type { ProviderUser } from '../test/identity-provider'
import { HostileProvider, type Attack } from '../test/hostile-provider'
import {
  enableConnection,
  failuresOf,
  createConnection,
  addVerifiedDomain,
  countSignInRows,
  test,
} from '@/test/fixtures/browser-connections'
import type { BrowserOrganization, BrowserTenant } from '@/test/fixtures/browser-tenant'
import { expectAccessible, newAddress } from './support'

let tenant: BrowserTenant
let hostile: HostileProvider
let organization: BrowserOrganization

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  hostile = await HostileProvider.start()
  organization = await tenant.createOrganization('Harbour')
  await addVerifiedDomain(tenant, organization, 'harbour.test')
})
test.afterAll(async () => {
  await hostile.stop()
})

/** A new user whose address is in the organization’s domain. */
function newProviderUser(): ProviderUser {
  const sub = newAddress('ada').split('@')[0] ?? ''
  return { sub, email: `${sub}@harbour.test`, email_verified: true, name: 'Ada Moore' }
}

async function enableProvider() {
  hostile.user = newProviderUser()
  const connection = await createConnection(tenant, { options: { issuer: hostile.issuer } })
  await enableConnection(tenant, { organization, connection }, { joins: true })
  return { connection, start: `/sign-in/with/${connection.id}?organization=${organization.slug}` }
}

async function expectRefusal(page: Page, start: string): Promise<void> {
  const answer = await page.goto(start)
  expect(answer?.status()).toBe(200)
  await expect(page.getByRole('heading', { name: 'We couldn’t sign you in' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Back to sign-in' })).toHaveAttribute(
    'href',
    `/o/${organization.slug}`,
  )
}

const attacks: [Attack, string][] = [
  ['iss', 'wrong_issuer'],
  ['aud', 'wrong_token'],
  ['nonce', 'wrong_token'],
  ['alg_none', 'wrong_token'],
  ['hs256', 'wrong_token'],
  ['foreign_key', 'wrong_token'],
  ['expired', 'wrong_token'],
  ['answer_iss', 'wrong_issuer'],
  ['no_answer_iss', 'wrong_issuer'],
  ['other_discovery', 'wrong_issuer'],
  ['inner_endpoints', 'not_public'],
  ['invalid_client', 'client_refused'],
  ['denied', 'cancelled'],
  ['discovery_500', 'unreachable'],
  ['discovery_nonsense', 'wrong_answer'],
  ['token_500', 'unreachable'],
  ['token_hangs', 'unreachable'],
  ['token_nonsense', 'wrong_answer'],
  ['token_redirect', 'unreachable'],
  ['jwks_500', 'unreachable'],
]
for (const [attack, reason] of attacks) {
  test(`a wrong provider answer (${attack}) signs no one in, and only the failure is recorded`, async ({
    page,
  }) => {
    hostile.attack = attack
    const { connection, start } = await enableProvider()
    const before = await countSignInRows(tenant)
    await expectRefusal(page, start)
    expect(await countSignInRows(tenant)).toEqual(before)
    expect(await failuresOf(tenant, connection)).toEqual([reason])
    await page.goto('/account')
    await expect(page).toHaveURL(/\/sign-in/)
  })
}

/** Begins a sign-in without a browser. Returns the redirect’s location and the cookies. */
async function begin(browser: Browser, start: string) {
  const context = await browser.newContext()
  const answer = await context.request.get(`${tenant.url}${start}`, { maxRedirects: 0 })
  const cookies = await context.cookies(tenant.url)
  await context.close()
  expect(cookies).toHaveLength(1)
  return { location: new URL(answer.headers()['location'] ?? ''), cookies }
}

test('an answer works once, and in the browser that asked', async ({ page, browser }) => {
  hostile.attack = 'none'
  const { start } = await enableProvider()
  const { location, cookies } = await begin(browser, start)
  const answers: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/login/callback/')) answers.push(request.url())
  })
  const other = await browser.newPage()
  await other.goto(location.href)
  await expect(other.getByText('started in another browser, or was already used')).toBeVisible()
  await page.context().addCookies(cookies)
  await page.goto(location.href)
  await expect(page).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
  // The same cookies and the same answer that the browser used.
  await other.context().addCookies(cookies)
  await other.goto(answers[0] ?? '')
  await expect(other.getByText('was already used')).toBeVisible()
  await other.goto(`${tenant.url}/account`)
  await expect(other).toHaveURL(/\/sign-in/)
  await other.close()
})

test('abandoned sign-ins keep at most five cookies, and the latest sign-in works', async ({ page }) => {
  hostile.attack = 'none'
  const { start } = await enableProvider()
  const { request } = page.context()
  let last = ''
  for (let times = 0; times < 30; times += 1) {
    const answer = await request.get(`${tenant.url}${start}`, { maxRedirects: 0 })
    expect(answer.status()).toBe(303)
    last = answer.headers()['location'] ?? ''
  }
  expect(await page.context().cookies(tenant.url)).toHaveLength(5)
  await page.goto(last)
  await expect(page).toHaveURL(`${tenant.url}/o/${organization.slug}/home`)
})

test('an answer from another provider than the one that was asked goes to neither', async ({
  page,
  browser,
}) => {
  hostile.attack = 'none'
  const honest = await HostileProvider.start()
  honest.sendsIssuer = hostile.sendsIssuer = false
  honest.user = newProviderUser()
  const theirs = await createConnection(tenant, { options: { issuer: honest.issuer } })
  await enableConnection(tenant, { organization, connection: theirs }, { joins: true })
  const { connection, start } = await enableProvider()

  // The attacker began this sign-in. Their provider redirects the visitor to the honest provider, which knows them.
  const { location: redirect } = await begin(
    browser,
    `/sign-in/with/${theirs.id}?organization=${organization.slug}`,
  )
  hostile.redirectsTo = (asked) => {
    const elsewhere = new URL(redirect)
    elsewhere.searchParams.set('state', asked.get('state') ?? '')
    return elsewhere.href
  }
  const brought = hostile.receivedCodes.length
  await expectRefusal(page, start)
  Object.assign(hostile, { redirectsTo: null, sendsIssuer: true })
  expect(hostile.receivedCodes).toHaveLength(brought)
  expect(honest.receivedCodes).toEqual([])
  expect(await failuresOf(tenant, connection)).toEqual(['wrong_issuer'])
  await honest.stop()
})

test('an owner tests a sign-in method, and reads why it failed or which user signed in', async ({
  browser,
}) => {
  const { connection } = await enableProvider()
  const owner = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, owner, ['Owner'])
  const page = await tenant.open(browser, owner)
  const tryIt = async () => {
    await page.goto(`/o/${organization.slug}/sign-in-methods/${connection.id}`)
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Test this method' }).click(),
    ])
    return tab
  }
  hostile.attack = 'aud'
  await expect((await tryIt()).getByRole('heading', { name: 'We couldn’t sign you in' })).toBeVisible()
  await page.goto(`/o/${organization.slug}/sign-in-methods`)
  const failures = page.getByRole('table', { name: 'Last failures' }).getByRole('row')
  await expect(failures.nth(1)).toContainText('The ID token has the wrong audience or nonce')
  await expectAccessible(page)

  hostile.attack = 'none'
  await tenant.query(
    `INSERT INTO identities (tenant_id, id, user_id, connection_id, subject) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [newId('identity'), owner.id, connection.id, hostile.user.sub],
  )
  const tab = await tryIt()
  await expect(tab.getByText(`It works: you signed in with Acme as ${owner.email}.`)).toBeVisible()
  await page.context().close()
})

test('manipulated addresses are refused', async ({ request }) => {
  const { connection } = await enableProvider()
  const paths = [
    ...[
      '',
      '?state=x&code=y',
      `?state=${'x'.repeat(3000)}`,
      '?error=access_denied&state=',
      '?state=a&state=b',
    ].map((query) => `/login/callback/${connection.id}${query}`),
    ...['/login/callback', '/login/callback/con_nothing?state=x&code=y', '/login/callback/%2e%2e?state=x'],
    ...['/sign-in/with/con_nothing', '/sign-in/with/%2e%2e', `/sign-in/with/${'x'.repeat(3000)}`],
    ...[
      '/sign-in/with/failed',
      '/sign-in/with/failed?reason=<b>x</b>',
      '/sign-in/with/failed?reason=constructor',
    ],
    ...['/sign-in/with/code', '/sign-in/with/link', `/sign-in/with/${connection.id}?organization=../x`],
    ...[`/sign-in/with/${connection.id}?return_to=//attacker.test&invitation=%00`],
  ]
  for (const path of paths) {
    const answer = await request.get(`${tenant.url}${path}`, { maxRedirects: 0 })
    expect(answer.status(), path).toBeLessThan(500)
    const location = answer.headers()['location'] ?? ''
    expect(location, path).not.toContain('attacker.test')
  }
  for (const path of [`/sign-in/with/${connection.id}`, `/login/callback/${connection.id}`])
    expect((await request.head(`${tenant.url}${path}`)).status()).toBe(405)
})
