import { expect, test } from '@playwright/test'
import { post, refresh, userinfo, Visitor, type OwnClient } from './oidc-caller'
import { expectRefused, expectSilent } from './oidc-expectations'
import { createBrowserApplication } from '@/test/fixtures/applications'
import { BrowserTenant, type BrowserUser } from '@/test/fixtures/browser-tenant'
import { expectAccessible } from './support'

/** Sign-out requested by an application. */
test.describe.configure({ mode: 'default' })

const home = 'https://app.journey.test/'
let tenant: BrowserTenant
let ann: BrowserUser
let web: OwnClient

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  ann = await tenant.createUser('Ann')
  web = await createBrowserApplication(tenant, { logoutUrls: [home, 'https://app.journey.test/bye?x=1'] })
})

function out(query: Record<string, string>): string {
  return `/v2/logout?${new URLSearchParams(query).toString()}`
}

async function isSignedIn(visitor: Visitor): Promise<boolean> {
  return (await visitor.send('/account')).status === 200
}

test('Auth0’s way ends the session, its tokens and its cookie, and goes back', async () => {
  const visitor = await Visitor.signedIn(tenant.url, ann.email)
  const { json } = await visitor.enter(web, { scope: 'openid email' })
  const { status, headers } = await visitor.send(out({ client_id: web.id, returnTo: home }))
  expect({ status, location: headers.location }).toEqual({ status: 302, location: home })
  expect(headers['set-cookie']?.join()).toMatch(/session-token=;/)
  expect(await isSignedIn(visitor)).toBe(false)
  expectRefused(await userinfo(tenant.url, json['access_token']), 'invalid_token', 401)
  const again = await visitor.send(out({ client_id: web.id, returnTo: home }))
  expect(again.headers.location).toBe(home)
})

test('RP-initiated logout accepts the user’s ID token as id_token_hint and returns the state', async () => {
  const visitor = await Visitor.signedIn(tenant.url, ann.email)
  const { json } = await visitor.enter(web)
  const back = 'https://app.journey.test/bye?x=1'
  const query = { id_token_hint: String(json['id_token']), post_logout_redirect_uri: back, state: 'a&b' }
  const { headers } = await visitor.send(out(query))
  expect(headers.location).toBe(`${back}&state=a%26b`)
  expect(await isSignedIn(visitor)).toBe(false)
  expect((await refresh(tenant.url, web, json)).status).toBe(200)
})

const elsewhere: [string, string][] = [
  ['another site', 'https://attacker.test/'],
  ['a longer path', `${home}more`],
  ['no slash', 'https://app.journey.test'],
  ['a query', `${home}?next=1`],
  ['another port', 'https://app.journey.test:444/'],
  ['http', 'http://app.journey.test/'],
  ['a user', 'https://app.journey.test@attacker.test/'],
  ['a script', 'javascript:alert(1)'],
  ['a path of ours', '/orgs'],
  ['two slashes', '//attacker.test/'],
]

for (const [name, address] of elsewhere) {
  test(`no one is sent to ${name}, signed in or not`, async () => {
    const visitor = new Visitor(tenant.url)
    for (const query of [
      { client_id: web.id, returnTo: address },
      { client_id: web.id, post_logout_redirect_uri: address },
      { returnTo: address },
      { client_id: 'nobody', returnTo: address },
    ]) {
      const { status, headers, text } = await visitor.send(out(query))
      expect({ status, location: headers.location }).toEqual({ status: 400, location: undefined })
      expectSilent(text)
    }
  })
}

test('an ID token of another user, of another application or of no user ends nothing', async () => {
  const gus = await tenant.createUser('Gus')
  const visitor = await Visitor.signedIn(tenant.url, ann.email)
  const { json } = await (await Visitor.signedIn(tenant.url, gus.email)).enter(web)
  const hint = String(json['id_token'])
  for (const id_token_hint of [hint, `${hint}x`, String(json['access_token']), 'x']) {
    const { headers } = await visitor.send(out({ client_id: web.id, id_token_hint }))
    expect(headers.location).toMatch(/^\/v2\/logout\/ask\?/)
  }
  const other = await createBrowserApplication(tenant, { logoutUrls: [home] })
  const mixed = await visitor.send(out({ client_id: other.id, id_token_hint: hint, returnTo: home }))
  expect(mixed.status).toBe(400)
  expect(await isSignedIn(visitor)).toBe(true)
})

test('a form of another site becomes a link, and does not sign the user out by itself', async () => {
  const form = { client_id: web.id, post_logout_redirect_uri: home, state: 's' }
  const { status, headers } = await post(tenant.url, '/v2/logout', form)
  expect(status).toBe(303)
  expect(headers.location).toBe(out(form))
})

for (const javaScriptEnabled of [true, false]) {
  test(`without an ID token, logout asks the user first, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    browser,
  }) => {
    const page = await tenant.open(browser, ann)
    const context = await browser.newContext({
      baseURL: tenant.url,
      javaScriptEnabled,
      storageState: await page.context().storageState(),
    })
    const asked = await context.newPage()
    await asked.goto(out({ client_id: web.id, post_logout_redirect_uri: home, state: 'x' }))
    await expect(asked.getByRole('heading', { name: 'Sign out of Own?' })).toBeVisible()
    if (javaScriptEnabled) await expectAccessible(asked)
    const back = asked.waitForRequest(`${home}?state=x`)
    await asked.getByRole('button', { name: 'Sign out', exact: true }).click()
    await back
    await page.goto('/account')
    await expect(page).toHaveURL(/\/sign-in/)
    await context.close()
    await page.context().close()
  })
}
