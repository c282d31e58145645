import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose'
import { beforeEach, expect, it } from 'vitest'
import { revokeSigningKey } from '@/lib/domain/keys/revoke-signing-key'
import { rotateSigningKey } from '@/lib/domain/keys/rotate-signing-key'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { request, requestToken, createOpenidTenant, type OpenidTenant } from '@/test/fixtures/openid'
import { createOperator } from '@/test/fixtures/operator'
import { issuerOf } from '@/lib/domain/tenants/list-tenants'

let tenant: TestTenant
let openid: OpenidTenant
let operator: TestUser

beforeEach(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
  operator = await createOperator(tenant)
})

/** The keys as a client fetches them. */
async function fetchKeys(): Promise<JSONWebKeySet> {
  const response = await request(openid, { path: '/.well-known/jwks.json' })
  expect(response.status).toBe(200)
  return (await response.json()) as JSONWebKeySet
}

async function token(): Promise<string> {
  const form = { grant_type: 'client_credentials', audience: openid.audience }
  return (await requestToken(openid, openid.machine, form)).access_token ?? ''
}

async function tokens(count: number): Promise<string[]> {
  const issued: string[] = []
  while (issued.length < count) issued.push(...(await Promise.all(Array.from({ length: 8 }, token))))
  return issued.slice(0, count)
}

/** Throws unless a client that knows these keys, and requests no others, accepts the token. */
async function verify(keys: JSONWebKeySet, accessToken: string): Promise<string | undefined> {
  const { protectedHeader } = await jwtVerify(accessToken, createLocalJWKSet(keys), {
    issuer: issuerOf(openid.tenant),
    audience: openid.audience,
    typ: 'at+jwt',
    algorithms: ['RS256'],
  })
  return protectedHeader.kid
}

/** As if so much time went by since the keys were created. */
function wait(minutes: number) {
  return tenant.write(
    (tx) => tx.$executeRaw`
      UPDATE signing_keys SET created_at = created_at - make_interval(mins => ${minutes})
      WHERE tenant_id = ${tenant.tenantId}`,
  )
}

async function rotate(): Promise<void> {
  await rotateSigningKey(await tenant.tenantAccess(operator, 'create:signing_keys'))
}

/** Each process does so within 20 seconds. */
function reloadKeys(): void {
  for (const kept of ['foyerProviders', 'foyerKeys']) Reflect.deleteProperty(globalThis, kept)
}

it('a client that keeps the keys for 10 minutes verifies 1,000 tokens over 3 rotations', async () => {
  const signers = new Set<string | undefined>()
  const all: string[] = await tokens(100)
  // Fetched by a client just before the first key is rotated away, and kept over each rotation in turn.
  for (let rotation = 1; rotation <= 3; rotation++) {
    await wait(11)
    const kept = await fetchKeys()
    await rotate()
    // A process that has not reloaded yet signs with the old key, others with the new one.
    const late = await tokens(100)
    reloadKeys()
    const prompt = await tokens(200)
    for (const issued of [...late, ...prompt]) signers.add(await verify(kept, issued))
    all.push(...late, ...prompt)
  }
  expect(all).toHaveLength(1000)
  expect(signers.size).toBe(4)
  const today = await fetchKeys()
  for (const issued of all) await verify(today, issued)
}, 300_000)

it('a revoked key’s tokens are refused once the keys are fetched again, and others are not', async () => {
  const old = await token()
  const kept = await fetchKeys()
  expect(await verify(kept, old)).toBe(decodeProtectedHeader(old).kid)
  const kid = decodeProtectedHeader(old).kid ?? ''
  await revokeSigningKey(await tenant.tenantAccess(operator, 'update:signing_keys'), kid)
  reloadKeys()
  const fresh = await token()
  expect(decodeProtectedHeader(fresh).kid).not.toBe(kid)
  await verify(kept, fresh)
  await expect(verify(await fetchKeys(), old)).rejects.toThrow('no applicable key found')
  await verify(await fetchKeys(), fresh)
})

it('the keys may be kept for 10 minutes at most, and hold no private part', async () => {
  const response = await request(openid, { path: '/.well-known/jwks.json' })
  const age = Number(/^public, max-age=(\d+)$/.exec(response.headers.get('cache-control') ?? '')?.[1])
  expect(age).toBeGreaterThan(0)
  expect(age).toBeLessThanOrEqual(600)
  const { keys } = await fetchKeys()
  expect(keys).toHaveLength(2)
  for (const key of keys) expect(Object.keys(key).sort()).toEqual(['e', 'kid', 'kty', 'n', 'use'])
})

it('no other answer of the provider may be kept', async () => {
  const form = { grant_type: 'client_credentials', audience: openid.audience }
  const body = new URLSearchParams({
    client_id: openid.machine.id,
    client_secret: openid.machine.secret,
    ...form,
  })
  const answer = await request(openid, { path: '/oauth/token', init: { method: 'POST', body } })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
})
