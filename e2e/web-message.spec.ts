import { expect, test, type Page } from '@playwright/test'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBrowserApplication } from '@/test/fixtures/applications'
import { authorizePath, call, challengeOf, token, type OwnClient } from './oidc-caller'
import { BrowserTenant, type BrowserUser } from '@/test/fixtures/browser-tenant'
import { newPage } from './support'

/** Silent sign-in of an application in a browser: in a frame of a page of its own. */

const verifier = 'v'.repeat(43)

let tenant: BrowserTenant
let person: BrowserUser
let client: OwnClient
let server: Server
/** The application’s page on the tenant’s host, at another port. */
let sameSite: string
/** The application’s page on another host. */
let otherSite: string

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  person = await tenant.createUser('Ann')
  server = createServer((_request, response) => {
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .end('<!doctype html><title>Application</title>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  sameSite = `http://${new URL(tenant.url).hostname}:${port}`
  otherSite = `http://127.0.0.1:${port}`
  const redirectUris = [`${sameSite}/callback`, `${otherSite}/callback`]
  client = await createBrowserApplication(tenant, { method: 'none', redirectUris })
})

test.afterAll(() => server.close())

function silentUrl(origin: string, more: Record<string, string> = {}): string {
  const asks = { response_mode: 'web_message', prompt: 'none', redirect_uri: `${origin}/callback` }
  const path = authorizePath(client, { ...asks, code_challenge: challengeOf(verifier), ...more })
  return `${tenant.url}${path}`
}

interface Received {
  origin: string
  data: { type: string; response: Record<string, string> }
}

/** Opens a frame in the application’s page, and waits for its message as Auth0’s SDK does. */
async function receive(page: Page, url: string): Promise<Received> {
  return page.evaluate(
    (src) =>
      new Promise<Received>((resolve, reject) => {
        const frame = document.createElement('iframe')
        setTimeout(reject, 30_000, new Error('No message came.'))
        window.addEventListener('message', ({ source, origin, data }: MessageEvent<Received['data']>) => {
          if (source === frame.contentWindow) resolve({ origin, data })
        })
        frame.src = src
        document.body.append(frame)
      }),
    url,
  )
}

test('a page of the same site gets a code without leaving, and redeems it', async ({ browser }) => {
  const page = await tenant.open(browser, person)
  await page.goto(sameSite)
  const { origin, data } = await receive(page, silentUrl(sameSite))
  expect(origin).toBe(tenant.url)
  expect(data).toEqual({
    type: 'authorization_response',
    response: { code: expect.any(String), state: 'a-state', iss: `${tenant.url}/` },
  })
  const { status, json } = await token(tenant.url, client, {
    grant_type: 'authorization_code',
    code: data.response['code'] ?? '',
    code_verifier: verifier,
    redirect_uri: `${sameSite}/callback`,
  })
  expect({ status, json }).toMatchObject({ status: 200, json: { id_token: expect.any(String) } })
})

test('a page of the same site is told at once that no user is signed in', async ({ browser }) => {
  const page = await newPage(browser)
  await page.goto(sameSite)
  const { data } = await receive(page, silentUrl(sameSite))
  expect(data).toMatchObject({
    type: 'authorization_response',
    response: { error: 'login_required', state: 'a-state' },
  })
})

test('a page of another site hears at once that a sign-in is needed: the session does not come along', async ({
  browser,
}) => {
  const page = await tenant.open(browser, person)
  await page.goto(otherSite)
  const { data } = await receive(page, silentUrl(otherSite))
  expect(data.response).toMatchObject({ error: 'login_required' })
})

test('a page whose origin is not registered sees nothing of it', async ({ browser }) => {
  const page = await tenant.open(browser, person)
  await page.goto(sameSite)
  await page.goto(`http://stranger.localhost:${new URL(sameSite).port}`)
  await page.evaluate((src) => {
    const frame = document.createElement('iframe')
    window.addEventListener('message', () => document.body.append('a message'))
    frame.src = src
    document.body.append(frame)
  }, silentUrl(sameSite))
  await expect.poll(() => page.frames().at(1)?.url()).toMatch(/^chrome-error:/)
  await expect(page.getByText('a message')).toHaveCount(0)
})

test('only the page that answers the application may be framed', async () => {
  const path = (url: string) => url.slice(tenant.url.length)
  const { headers } = await call(tenant.url, path(silentUrl(sameSite)))
  expect(headers['content-security-policy']).toMatch(
    new RegExp(`^default-src 'none'; script-src 'nonce-[^']+';.* frame-ancestors ${sameSite} ${otherSite}$`),
  )
  expect(headers['x-frame-options']).toBeUndefined()
  for (const [refused, status] of [
    [silentUrl('http://stranger.localhost:4000'), 400],
    [silentUrl(sameSite, { prompt: 'login' }), 303],
    [silentUrl(sameSite, { response_mode: 'query' }), 303],
  ] as const) {
    const answer = await call(tenant.url, path(refused))
    expect(answer.status, refused).toBe(status)
    expect(answer.headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/frame-ancestors 'none'$/),
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(answer.text).not.toContain('postMessage')
  }
})
