import { decodeProtectedHeader } from 'jose'
import { beforeAll, expect, it, vi } from 'vitest'
import type { TestOrganization } from '@/test/fixtures/tenant'
import {
  requestToken,
  claimsOf,
  signIn,
  introspect,
  createOpenidTenantWithMember,
  userinfo,
  type Answer,
} from '@/test/fixtures/openid'

const { tenant, openid, organization, person } = await createOpenidTenantWithMember()

beforeAll(async () => {
  await tenant.write(async (tx) => {
    const { id: apiId } = await tx.api.findFirstOrThrow({ where: { identifier: openid.audience } })
    await tx.permission.createMany({ data: ['write:rooms', 'burn:rooms'].map((name) => ({ apiId, name })) })
  })
})

function change(api: { tokenLifetime?: number; signingAlg?: string }) {
  return tenant.write((tx) => tx.api.updateMany({ where: { identifier: openid.audience }, data: api }))
}

async function tokensOf(where?: TestOrganization): Promise<Answer> {
  const asks = { audience: openid.audience, scope: 'openid email read:rooms write:rooms' }
  return (await signIn(openid, person, where === undefined ? { asks } : { organization: where, asks }))()
}

function exchanged(token: string | undefined, more: Record<string, string> = {}): Promise<Answer> {
  return requestToken(openid, openid.web, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token ?? '',
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    ...more,
  })
}

it('an exchanged token expires no later than the token that it was exchanged for', async () => {
  await change({ tokenLifetime: 120 })
  const { access_token: first } = await tokensOf(organization)
  await change({ tokenLifetime: 7200 })
  const { access_token: second } = await exchanged(first)
  expect(Number(claimsOf(second)['exp'])).toBeLessThanOrEqual(Number(claimsOf(first)['exp']))
  await change({ tokenLifetime: 600 })
})

it('a scope that one exchange gave up does not come back by another', async () => {
  const { access_token: all } = await tokensOf()
  const { access_token: less } = await exchanged(all, { organization: organization.id, scope: 'read:rooms' })
  expect(claimsOf(less)).toMatchObject({ org_id: organization.id, scope: 'read:rooms' })
  expect(await exchanged(less, { scope: 'read:rooms write:rooms' })).toMatchObject({ error: 'invalid_scope' })
  const { access_token: again } = await exchanged(less)
  expect(claimsOf(again)).toMatchObject({ org_id: organization.id, scope: 'read:rooms' })
  expect(await exchanged(all, { scope: 'burn:rooms' })).toMatchObject({ error: 'invalid_scope' })
})

it('a scope requested several times is in the token once', async () => {
  const { access_token: all } = await tokensOf()
  const { access_token: less } = await exchanged(all, { scope: 'read:rooms '.repeat(1_000).trim() })
  expect(claimsOf(less)).toMatchObject({ scope: 'read:rooms' })
})

it('refuses to exchange an expired token', async () => {
  const { access_token: token } = await tokensOf(organization)
  expect(await introspect(openid, token)).toMatchObject({ active: true })
  vi.useFakeTimers({ toFake: ['Date'], now: Number(claimsOf(token)['exp']) * 1000 + 1000 })
  try {
    expect(await exchanged(token)).toMatchObject({ status: 400, error: 'invalid_grant' })
    expect(await introspect(openid, token)).toEqual({ active: false })
  } finally {
    vi.useRealTimers()
  }
})

it('signs tokens for an API with PS256 if it is configured, and accepts them', async () => {
  await change({ signingAlg: 'PS256' })
  const { access_token: token = '' } = await tokensOf(organization)
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'PS256', typ: 'at+jwt' })
  expect(await introspect(openid, token)).toMatchObject({ active: true, org_id: organization.id })
  expect(await userinfo(openid, token)).toMatchObject({ status: 200 })
  expect(await exchanged(token)).toMatchObject({ status: 200 })
  await change({ signingAlg: 'RS256' })
})
