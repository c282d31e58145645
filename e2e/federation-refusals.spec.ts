import { expect, type Page } from '@playwright/test'
import { LyingProvider, type Lie } from '../test/lying-provider'
import { enable, failuresOf, makeConnection, ownDomain, people, test } from './own-connections'
import type { OwnPlace, OwnTenant } from './own-tenant'

let tenant: OwnTenant
let liar: LyingProvider
let place: OwnPlace

test.beforeAll(async ({ ownTenant }) => {
  tenant = ownTenant
  liar = await LyingProvider.start()
  place = await tenant.organization('Harbour')
  await ownDomain(tenant, place, 'harbour.test')
  liar.atTheKeyboard = { sub: 'ada', email: 'ada@harbour.test', email_verified: true, name: 'Ada Moore' }
})
test.afterAll(async () => {
  await liar.stop()
})

async function switchedOn() {
  const connection = await makeConnection(tenant, { options: { issuer: liar.issuer } })
  await enable(tenant, { place, connection }, { joins: true })
  return { connection, start: `/sign-in/with/${connection.id}?organization=${place.slug}` }
}

async function expectRefusal(page: Page, start: string): Promise<void> {
  const answer = await page.goto(start)
  expect(answer?.status()).toBe(200)
  await expect(page.getByRole('heading', { name: 'That didn’t work' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Back to sign-in' })).toHaveAttribute(
    'href',
    `/o/${place.slug}`,
  )
}

const lies: [Lie, string][] = [
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
for (const [lie, reason] of lies) {
  test(`a provider that lies (${lie}) lets nobody in, and leaves nothing but why`, async ({ page }) => {
    liar.lie = lie
    const { connection, start } = await switchedOn()
    const before = await people(tenant)
    await expectRefusal(page, start)
    expect(await people(tenant)).toEqual(before)
    expect(await failuresOf(tenant, connection)).toEqual([reason])
    await page.goto('/account')
    await expect(page).toHaveURL(/\/sign-in/)
  })
}

test('an answer works once, and in the browser that asked', async ({ page, browser }) => {
  liar.lie = 'none'
  const { start } = await switchedOn()
  const answers: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/login/callback') answers.push(request.url())
  })
  const kept: Awaited<ReturnType<ReturnType<typeof page.context>['cookies']>> = []
  await page.route('**/authorize?**', async (route) => {
    kept.push(...(await page.context().cookies(tenant.url)))
    await route.continue()
  })
  await page.goto(start)
  await expect(page).toHaveURL(`${tenant.url}/o/${place.slug}/home`)
  const answer = answers[0] ?? ''
  const stranger = await browser.newPage()
  await stranger.goto(answer)
  await expect(stranger.getByText('begun in another browser, or has been used already')).toBeVisible()
  // The very cookies that the browser had on the way, and the very answer.
  await stranger.context().addCookies(kept)
  await stranger.goto(answer)
  await expect(stranger.getByText('has been used already')).toBeVisible()
  await stranger.goto(`${tenant.url}/account`)
  await expect(stranger).toHaveURL(/\/sign-in/)
  await stranger.close()
})

test('what somebody puts into the addresses does no harm', async ({ request }) => {
  const { connection } = await switchedOn()
  const paths = [
    ...['/login/callback', '/login/callback?state=x&code=y', `/login/callback?state=${'x'.repeat(3000)}`],
    ...['/login/callback?error=access_denied&state=', '/login/callback?state=a&state=b'],
    ...['/sign-in/with/con_nothing', '/sign-in/with/%2e%2e', `/sign-in/with/${'x'.repeat(3000)}`],
    ...[
      '/sign-in/with/failed',
      '/sign-in/with/failed?reason=<b>x</b>',
      '/sign-in/with/failed?reason=constructor',
    ],
    ...['/sign-in/with/code', '/sign-in/with/link', `/sign-in/with/${connection.id}?organization=../x`],
    ...[`/sign-in/with/${connection.id}?return_to=//evil.test&invitation=%00`],
  ]
  for (const path of paths) {
    const answer = await request.get(`${tenant.url}${path}`, { maxRedirects: 0 })
    expect(answer.status(), path).toBeLessThan(500)
    const location = answer.headers()['location'] ?? ''
    expect(location, path).not.toContain('evil.test')
  }
  for (const path of [`/sign-in/with/${connection.id}`, '/login/callback'])
    expect((await request.head(`${tenant.url}${path}`)).status()).toBe(405)
})
