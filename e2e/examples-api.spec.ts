import { expect, test, type Page } from '@playwright/test'
import { generateKeyPair, SignJWT } from 'jose'
import * as client from 'openid-client'
import {
  applicationNamed,
  authorizationUrl,
  claimsIn,
  comeBack,
  demoTenantNamed,
  redeem,
} from './relying-party'
import { newSlug, password } from './support'

const api = process.env['FOYER_E2E_API_URL'] ?? 'http://localhost:4100'
const lumen = demoTenantNamed('lumen')

test('serves a machine in its organization, with what its token was cut to', async () => {
  const title = newSlug('plan')
  const all = await tokenOfMachine({ organization: idOf('acme') })
  const made = await ask('/documents', all, { method: 'POST', body: JSON.stringify({ title }) })
  expect(made.status).toBe(201)
  const reading = await tokenOfMachine({ organization: idOf('acme'), scope: 'read:documents' })
  expect(await titlesSeenWith(reading)).toContain(title)
  const refused = await ask('/documents', reading, { method: 'POST', body: JSON.stringify({ title }) })
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({ error: 'insufficient_scope' })
})

test('has no other organization’s document', async ({ page }) => {
  const title = newSlug('plan')
  const here = await tokenOfMachine({ organization: idOf('acme') })
  const made = await ask('/documents', here, { method: 'POST', body: JSON.stringify({ title }) })
  const { id } = (await made.json()) as { id: string }
  const there = await tokenOfPerson(page, 'globex', {
    email: 'gil@globex.test',
    audience: lumen.api.identifier,
  })
  expect(claimsIn(there)['permissions']).toContain('delete:documents')
  expect(await titlesSeenWith(there)).not.toContain(title)
  expect((await ask(`/documents/${id}`, there, { method: 'DELETE' })).status).toBe(404)
  expect((await ask(`/documents/${id}`, here, { method: 'DELETE' })).status).toBe(204)
})

test('refuses a token for no organization', async () => {
  const answer = await ask('/documents', await tokenOfMachine({}))
  expect(answer.status).toBe(403)
  expect(await answer.json()).toMatchObject({ error: 'organization_required' })
})

test('refuses tokens that are forged, changed, or for another API', async ({ page }) => {
  const real = await tokenOfMachine({ organization: idOf('acme') })
  const faults = {
    forged: await forged(real),
    changed: changed(real, { org_id: idOf('globex') }),
    unsigned: `${real.split('.').slice(0, 2).join('.')}.`,
    'for another API': await tokenOfMachine({ audience: `${lumen.url}/api/v2/` }, 'management'),
    'for no API': await tokenOfPerson(page, 'acme', { email: 'cai@acme.test' }),
  }
  for (const [fault, token] of Object.entries(faults))
    expect((await ask('/documents', token)).status, fault).toBe(401)
  expect((await ask('/documents', real)).status).toBe(200)
})

function idOf(slug: string): string {
  return lumen.organizations[slug]?.id ?? ''
}

async function tokenOfMachine(given: Record<string, string>, name = 'service'): Promise<string> {
  const parameters = { audience: lumen.api.identifier, ...given }
  return (await client.clientCredentialsGrant(await applicationNamed(name), parameters)).access_token
}

async function tokenOfPerson(
  page: Page,
  slug: string,
  given: { email: string; audience?: string },
): Promise<string> {
  const application = await applicationNamed('web')
  const { email, audience } = given
  const asked = await authorizationUrl(application, {
    organization: idOf(slug),
    ...(audience === undefined ? {} : { audience }),
  })
  const back = await comeBack(page, asked, { email, password })
  return (await redeem(application, asked, back)).access_token
}

function ask(path: string, token: string, init: RequestInit = {}): Promise<Response> {
  return fetch(new URL(path, api), { ...init, headers: { authorization: `Bearer ${token}` } })
}

async function titlesSeenWith(token: string): Promise<string[]> {
  const { documents } = (await (await ask('/documents', token)).json()) as { documents: { title: string }[] }
  return documents.map(({ title }) => title)
}

/** The same words under the same key’s name, signed with a key of one’s own. */
async function forged(token: string): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256')
  const head = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as {
    alg: string
    kid: string
    typ: string
  }
  return new SignJWT(claimsIn(token)).setProtectedHeader(head).sign(privateKey)
}

function changed(token: string, claims: Record<string, unknown>): string {
  const [head, , signature] = token.split('.')
  const payload = Buffer.from(JSON.stringify({ ...claimsIn(token), ...claims })).toString('base64url')
  return `${head}.${payload}.${signature}`
}
