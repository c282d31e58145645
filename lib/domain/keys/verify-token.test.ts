import { importJWK, SignJWT } from 'jose'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { issuerOf, listTenants, type Tenant } from '@/lib/domain/tenants/list-tenants'
import { type TestTenant, createTestTenant } from '@/test/fixtures/tenant'
import { createOperator } from '@/test/fixtures/operator'
import { revokeSigningKey } from './revoke-signing-key'
import { tenantKeys, verifyToken } from './verify-token'

const accessToken = { typ: 'at+jwt' } as const

let of: TestTenant
let tenant: Tenant

beforeEach(async () => {
  of = await createTestTenant()
  tenant = await tenantOf(of)
})
afterEach(() => vi.useRealTimers())
afterAll(disconnect)

async function tenantOf({ tenantId }: TestTenant): Promise<Tenant> {
  const found = (await listTenants()).find(({ id }) => id === tenantId)
  if (!found) throw new Error('The test has no tenant.')
  return found
}

async function activeKey() {
  const [key] = (await tenantKeys(tenant)).keys
  if (!key) throw new Error('The tenant has no key.')
  return key
}

/** Valid for an hour. */
async function signed(): Promise<string> {
  const key = await activeKey()
  return new SignJWT({ sub: 'auth0|1', aud: 'https://api.test', iss: issuerOf(tenant) })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key.kid ?? '' })
    .setExpirationTime('1h')
    .sign(await importJWK(key, 'RS256'))
}

describe('a token that was verified before', () => {
  let token: string

  beforeEach(async () => {
    token = await signed()
    expect(await verifyToken(tenant, token, accessToken)).toMatchObject({ sub: 'auth0|1' })
  })

  it('is valid again', async () => {
    expect(await verifyToken(tenant, token, accessToken)).toMatchObject({ sub: 'auth0|1' })
  })

  it('is refused once it has expired', async () => {
    vi.useFakeTimers({ now: Date.now() + 3_601_000, toFake: ['Date'] })
    expect(await verifyToken(tenant, token, accessToken)).toBeNull()
  })

  it('is refused within 20 seconds of the revocation of its key', async () => {
    const { kid = '' } = await activeKey()
    const operator = await createOperator(of)
    await revokeSigningKey(await of.tenantAccess(operator, 'update:signing_keys'), kid)
    vi.useFakeTimers({ now: Date.now() + 20_000, toFake: ['Date'] })
    expect(await verifyToken(tenant, token, accessToken)).toBeNull()
  })

  it('is refused as another kind, by another tenant, and where the tenant has another address', async () => {
    expect(await verifyToken(tenant, token, { typ: 'JWT' })).toBeNull()
    const other = await tenantOf(await createTestTenant())
    expect(await verifyToken(other, token, accessToken)).toBeNull()
    const moved = { ...tenant, url: 'https://moved.test' }
    expect(await verifyToken(moved, token, accessToken)).toBeNull()
  })
})

it('a token that was verified though it has expired is not valid for that', async () => {
  const token = await signed()
  vi.useFakeTimers({ now: Date.now() + 3_601_000, toFake: ['Date'] })
  expect(await verifyToken(tenant, token, { ...accessToken, evenExpired: true })).not.toBeNull()
  expect(await verifyToken(tenant, token, accessToken)).toBeNull()
})
