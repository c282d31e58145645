import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDocumentsApi } from './documents-api'

const audience = 'https://api.example.test'
const everything = ['read:documents', 'write:documents', 'delete:documents']
let foyer: Server
let issuer: string
let key: CryptoKey
let publicPart: string
let api: ReturnType<typeof makeDocumentsApi>

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true })
  key = pair.privateKey
  const shown = { ...(await exportJWK(pair.publicKey)), kid: 'current', alg: 'RS256', use: 'sig' }
  publicPart = JSON.stringify(shown)
  foyer = createServer((_request, response) => response.end(JSON.stringify({ keys: [shown] })))
  foyer.listen(0, '127.0.0.1')
  await once(foyer, 'listening')
  const address = foyer.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
  api = makeDocumentsApi({ issuer, audience })
})
afterAll(() => foyer.close())

interface Given {
  claims?: Record<string, unknown>
  header?: Record<string, string>
  expires?: number
  signedBy?: CryptoKey | Uint8Array
}

function token({ claims = {}, header = {}, expires = 600, signedBy = key }: Given = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({
    iss: issuer,
    aud: audience,
    sub: 'auth0|1',
    org_id: 'org_A',
    permissions: everything,
    iat: now,
    exp: now + expires,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'current', ...header })
    .sign(signedBy)
}

async function ask(bearer: string, path = '/documents', init: RequestInit = {}): Promise<Response> {
  return api.request(path, { ...init, headers: { authorization: `Bearer ${bearer}` } })
}

function post(bearer: string, body: string): Promise<Response> {
  return ask(bearer, '/documents', { method: 'POST', body })
}

it('each organization has its own documents, and no other organization can read them', async () => {
  const here = await token()
  const there = await token({ claims: { org_id: 'org_B' } })
  const made = await post(here, JSON.stringify({ title: ' Plan ' }))
  expect(made.status).toBe(201)
  const document = (await made.json()) as { id: string }
  expect(document).toMatchObject({ title: 'Plan', createdBy: 'auth0|1' })
  expect(await (await ask(here)).json()).toEqual({ documents: [document] })
  expect(await (await ask(there)).json()).toEqual({ documents: [] })
  expect((await ask(there, `/documents/${document.id}`, { method: 'DELETE' })).status).toBe(404)
  expect((await ask(here, `/documents/${document.id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await ask(here, `/documents/${document.id}`, { method: 'DELETE' })).status).toBe(404)
})

describe('403', () => {
  it.each([
    ['GET', '/documents', 'read:documents'],
    ['POST', '/documents', 'write:documents'],
    ['DELETE', '/documents/1', 'delete:documents'],
  ])('%s %s without %s', async (method, path, needed) => {
    const bearer = await token({ claims: { permissions: everything.filter((one) => one !== needed) } })
    const answer = await ask(bearer, path, { method })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ error: 'insufficient_scope' })
  })

  it('a token without permissions', async () => {
    expect((await ask(await token({ claims: { permissions: undefined } }))).status).toBe(403)
  })

  it('a token for no organization', async () => {
    const answer = await ask(await token({ claims: { org_id: undefined } }))
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ error: 'organization_required' })
  })
})

describe('401', () => {
  const faults: Record<string, () => string | Promise<string>> = {
    'no token at all': () => '',
    'no JWT': () => 'abc',
    'one that has expired': () => token({ expires: -1 }),
    'one that never expires': () => token({ claims: { exp: undefined } }),
    'another issuer': () => token({ claims: { iss: 'https://elsewhere.test/' } }),
    'an issuer without its slash': () => token({ claims: { iss: issuer.slice(0, -1) } }),
    'another audience': () => token({ claims: { aud: 'https://api.elsewhere.test' } }),
    'an ID token': () => token({ header: { typ: 'JWT' } }),
    'an unknown key': () => token({ header: { kid: 'other' } }),
    'another’s signature': async () => token({ signedBy: (await generateKeyPair('RS256')).privateKey }),
    'a public key taken for a secret': () =>
      token({ header: { alg: 'HS256' }, signedBy: new TextEncoder().encode(publicPart) }),
    'no signature': () => new UnsecuredJWT({ sub: 'auth0|1', org_id: 'org_A' }).setIssuer(issuer).encode(),
    'permissions written in': async () => {
      const [head, , signature] = (await token()).split('.')
      const more = Buffer.from(JSON.stringify({ iss: issuer, aud: audience, permissions: everything }))
      return `${head}.${more.toString('base64url')}.${signature}`
    },
  }

  it.each(Object.entries(faults))('%s', async (_fault, make) => {
    const answer = await ask(await make())
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('invalid_token')
    expect(await answer.json()).toMatchObject({ error: 'invalid_token' })
  })
})

describe('400', () => {
  it.each(['', 'not json', '[]', '{"title":""}', '{"title":7}', `{"title":"${'x'.repeat(201)}"}`])(
    'the body %j',
    async (body) => {
      const answer = await post(await token(), body)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ error: 'invalid_body' })
    },
  )
})

it('a body too large for a document is not read', async () => {
  expect((await post(await token(), `{"title":"${'x'.repeat(20_000)}"}`)).status).toBe(413)
})

it('answers 500, not 401, when Foyer cannot be reached', async () => {
  const unreachable = makeDocumentsApi({ issuer: 'http://127.0.0.1:9/', audience })
  const bearer = await token({ claims: { iss: 'http://127.0.0.1:9/' } })
  const answer = await unreachable.request('/documents', { headers: { authorization: `Bearer ${bearer}` } })
  expect(answer.status).toBe(500)
})
