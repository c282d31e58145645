import { beforeEach, expect, it } from 'vitest'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { signIn, createOpenidTenant, refresh, type Answer, type OpenidTenant } from '@/test/fixtures/openid'

let tenant: TestTenant
let openid: OpenidTenant
let person: TestUser

beforeEach(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
  person = await tenant.createUser()
})

function allow(refreshIdleSeconds: number, refreshAbsoluteSeconds: number) {
  const data = { refreshIdleSeconds, refreshAbsoluteSeconds }
  return tenant.write((tx) => tx.client.updateMany({ where: { id: openid.web.id }, data }))
}

async function tokens(): Promise<Answer> {
  return (await signIn(openid, person))()
}

/** As if so many seconds went by for everything that the provider keeps. */
function wait(seconds: number) {
  return tenant.write(async (tx) => {
    await tx.$executeRaw`
      UPDATE token_artifacts SET expires_at = expires_at - make_interval(secs => ${seconds}),
        consumed_at = consumed_at - make_interval(secs => ${seconds}),
        payload = payload || (SELECT jsonb_object_agg(key, value::text::bigint - ${seconds}::bigint)
          FROM jsonb_each(payload) WHERE key IN ('exp', 'iat', 'iiat'))
      WHERE tenant_id = ${tenant.tenantId} AND kind = 'RefreshToken'`
    await tx.$executeRaw`
      UPDATE authorizations SET expires_at = expires_at - make_interval(secs => ${seconds})
      WHERE tenant_id = ${tenant.tenantId}`
  })
}

const isAccepted = { status: 200 }
const isRefused = { status: 400, error: 'invalid_grant' }

it('a refresh token lives unused for as long as its application says', async () => {
  await allow(10_000, 1_000_000)
  const used = await tokens()
  const late = await tokens()
  await wait(9_500)
  const next = await refresh(openid, used.refresh_token)
  expect(next).toMatchObject(isAccepted)
  await wait(1_000)
  expect(await refresh(openid, late.refresh_token)).toMatchObject(isRefused)
  await wait(8_500)
  expect(await refresh(openid, next.refresh_token)).toMatchObject(isAccepted)
})

it('expires at its absolute lifetime, however often it is used', async () => {
  await allow(10_000, 25_000)
  let last = await tokens()
  for (const seconds of [8_000, 8_000, 8_000]) {
    await wait(seconds)
    last = await refresh(openid, last.refresh_token)
    expect(last).toMatchObject(isAccepted)
  }
  await wait(1_500)
  expect(await refresh(openid, last.refresh_token)).toMatchObject(isRefused)
})

it('an application’s shorter absolute lifetime applies to issued refresh tokens from their next use', async () => {
  await allow(100_000, 1_000_000)
  let last = await tokens()
  await wait(8_000)
  await allow(100_000, 10_000)
  last = await refresh(openid, last.refresh_token)
  expect(last).toMatchObject(isAccepted)
  await wait(2_500)
  expect(await refresh(openid, last.refresh_token)).toMatchObject(isRefused)
})

it('a refresh token is given where offline access is asked for, and its API and its application allow it', async () => {
  expect((await tokens()).refresh_token).toBeDefined()
  expect((await (await signIn(openid, person, { offline: false }))()).refresh_token).toBeUndefined()
  const asks = { audience: openid.audience }
  await tenant.write((tx) => tx.api.updateMany({ data: { allowOfflineAccess: false } }))
  expect((await (await signIn(openid, person, { asks }))()).refresh_token).toBeUndefined()
  const data = { grantTypes: ['authorization_code'] }
  await tenant.write((tx) => tx.client.updateMany({ where: { id: openid.web.id }, data }))
  expect((await tokens()).refresh_token).toBeUndefined()
})
