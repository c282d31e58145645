import { expect, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as client from 'openid-client'
import { z } from 'zod'
import { enterPassword } from './support'

const demoClient = z.object({
  client_id: z.string(),
  client_secret: z.string().optional(),
  redirect_uri: z.string().optional(),
})
const demoTenant = z.object({
  id: z.string(),
  url: z.string(),
  organizations: z.record(
    z.string(),
    z.object({ id: z.string(), members: z.record(z.string(), z.object({ user_id: z.string() })) }),
  ),
  users: z.record(z.string(), z.object({ user_id: z.string() })),
  connections: z.record(z.string(), z.string()),
  api: z.object({ identifier: z.string(), id: z.string() }),
  clients: z.record(z.string(), demoClient),
})
export type DemoTenant = z.infer<typeof demoTenant>

/** The demo as scripts find it in demo.json. */
export function demoTenantNamed(id: string): DemoTenant {
  const text = readFileSync(join(process.env['FOYER_DATA'] ?? '.foyer', 'demo.json'), 'utf8')
  const found = z.object({ tenants: z.array(demoTenant) }).parse(JSON.parse(text))
  const tenant = found.tenants.find((candidate) => candidate.id === id)
  if (!tenant) throw new Error(`There is no tenant ${id} in demo.json.`)
  return tenant
}

/** An application of the demo as its own library (openid-client) sees Foyer. */
export async function applicationNamed(
  name: string,
  tenant = demoTenantNamed('lumen'),
): Promise<client.Configuration> {
  const { client_id: id, client_secret: secret } = clientOf(tenant, name)
  const auth = secret === undefined ? client.None() : client.ClientSecretPost(secret)
  return client.discovery(new URL(`${tenant.url}/`), id, undefined, auth, {
    execute: [client.allowInsecureRequests],
  })
}

function clientOf(tenant: DemoTenant, name: string): z.infer<typeof demoClient> {
  const found = tenant.clients[name]
  if (!found) throw new Error(`There is no client ${name} in demo.json.`)
  return found
}

export interface Asked {
  url: string
  verifier: string
  state: string
  nonce: string
}

export const redirectUri = 'http://localhost:4000/callback'

/** The address that an application sends its person to. */
export async function authorizationUrl(
  application: client.Configuration,
  given: Record<string, string> = {},
): Promise<Asked> {
  const [verifier, state, nonce] = [
    client.randomPKCECodeVerifier(),
    client.randomState(),
    client.randomNonce(),
  ]
  const url = client.buildAuthorizationUrl(application, {
    redirect_uri: redirectUri,
    scope: 'openid profile email offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...given,
  })
  return { url: url.href, verifier, state, nonce }
}

/** Sends the browser there and waits until it has come back to the application, signing in by password on the way. */
export async function comeBack(
  page: Page,
  asked: Asked,
  person?: { email: string; password: string },
): Promise<URL> {
  await depart(page, asked)
  if (person) {
    await enterPassword(page, person.email, person.password)
  }
  return arrival(page)
}

/** Sends the browser where the application sends its user, which may be back at once: no server has to answer there. */
export async function depart(page: Page, asked: Asked): Promise<void> {
  if (!returns.has(page)) watch(page)
  returns.get(page)?.splice(0)
  // The browser’s own page for the last return may still be on its way, and would replace what comes.
  await page.goto('about:blank').catch(() => null)
  await page.goto(asked.url).catch((error: unknown) => {
    if (!String(error).includes('ERR_CONNECTION_REFUSED')) throw error
  })
}

/** Waits until the browser is back at the application: the address that it came to. */
export async function arrival(page: Page): Promise<URL> {
  const addresses = returns.get(page) ?? []
  await expect.poll(() => addresses.length).toBeGreaterThan(0)
  await expect(page).toHaveURL(/^(chrome-error:|http:\/\/localhost:4000\/)/)
  return new URL(addresses.at(-1) ?? '')
}

// A request counts, since a redirect to an address without a server ends on the browser’s own page.
const returns = new WeakMap<Page, string[]>()

function watch(page: Page): void {
  const addresses: string[] = []
  returns.set(page, addresses)
  page.on('request', (request) => {
    if (request.url().startsWith(`${redirectUri}?`)) addresses.push(request.url())
  })
}

/** Trades the code for tokens, with all the checks that the library makes. */
export function redeem(application: client.Configuration, asked: Asked, back: URL) {
  return client.authorizationCodeGrant(application, back, {
    pkceCodeVerifier: asked.verifier,
    expectedState: asked.state,
    expectedNonce: asked.nonce,
    idTokenExpected: true,
  })
}

/** What an access token says; its signature is the API’s business. */
export function claimsIn(token: string): Record<string, unknown> {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
  return z.record(z.string(), z.unknown()).parse(JSON.parse(payload))
}
