import { beforeAll, describe, expect, it } from 'vitest'
import { myOrganizationScopeNames } from '@/lib/domain/my-organization/scopes'
import { claimsOf, refresh, signIn } from '@/test/fixtures/openid'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import { configure, type MyOrganizationApi, startMyOrganizationApi } from '@/test/my-organization-api'

let api: MyOrganizationApi
let acme: TestOrganization
let owner: TestUser

beforeAll(async () => {
  api = await startMyOrganizationApi()
  owner = await api.tenant.createUser()
  acme = await api.tenant.createOrganization({ owner })
  await setPolicies([{ audience: api.audience, scope: [...myOrganizationScopeNames] }])
})

async function setPolicies(refreshTokenPolicies: object[]): Promise<void> {
  const { tenant, openid } = api
  const where = { tenantId_id: { tenantId: tenant.tenantId, id: openid.web.id } }
  await tenant.write((tx) => tx.client.update({ where, data: { refreshTokenPolicies } }))
}

async function signedIn(person: TestUser, asks: Record<string, string> = {}): Promise<string> {
  const redeem = await signIn(api.openid, person, { organization: acme, asks })
  return (await redeem()).refresh_token ?? ''
}

const asked = 'openid email offline_access read:my_org:details update:my_org:details'

describe('a refresh token of a sign-in without an API', () => {
  it('gets a token of the My Organization API, for the same organization, with all scopes that were asked for', async () => {
    const token = await signedIn(owner)
    const answer = await refresh(api.openid, token, { audience: api.audience, scope: asked })
    expect(claimsOf(answer.access_token)).toMatchObject({
      aud: api.audience,
      org_id: acme.id,
      scope: 'read:my_org:details update:my_org:details',
    })
    expect(answer.scope?.split(' ').sort()).toEqual(asked.split(' ').sort())
  })

  it('is afterwards for what it was for', async () => {
    const token = await signedIn(owner)
    const first = await refresh(api.openid, token, { audience: api.audience, scope: asked })
    const second = await refresh(api.openid, first.refresh_token)
    expect(second.access_token?.split('.')).toHaveLength(1)
    expect(second.scope).not.toContain('my_org')
    const third = await refresh(api.openid, second.refresh_token, { audience: api.audience, scope: asked })
    expect(claimsOf(third.access_token)['aud']).toBe(api.audience)
  })

  it('gets no scope whose permission its user does not hold', async () => {
    const member = await api.tenant.createUser()
    await api.tenant.addMember(acme, member)
    const answer = await refresh(api.openid, await signedIn(member), { audience: api.audience, scope: asked })
    expect(claimsOf(answer.access_token)['scope']).toBe('read:my_org:details')
  })

  it('gets nothing for its user once they have left', async () => {
    const former = await api.tenant.createUser()
    await api.tenant.addMember(acme, former)
    const token = await signedIn(former)
    const where = { tenantId: api.tenant.tenantId, userId: former.id }
    await api.tenant.write((tx) => tx.member.deleteMany({ where }))
    expect((await refresh(api.openid, token, { audience: api.audience })).error).toBe('invalid_grant')
  })
})

it('a refresh token of another API keeps that API', async () => {
  const token = await signedIn(owner, {
    audience: api.openid.audience,
    scope: 'openid offline_access read:rooms',
  })
  const first = await refresh(api.openid, token, {
    audience: api.audience,
    scope: asked.replace('email ', ''),
  })
  expect(claimsOf(first.access_token)['aud']).toBe(api.audience)
  const second = await refresh(api.openid, first.refresh_token)
  expect(claimsOf(second.access_token)['aud']).toBe(api.openid.audience)
})

describe('without a policy', () => {
  it('an API is not had, and the refresh token is not lost', async () => {
    const token = await signedIn(owner)
    const other = await refresh(api.openid, token, { audience: `${api.openid.tenant.url}/api/v2/` })
    expect(other.error).toBe('invalid_target')
    const more = await refresh(api.openid, token, { audience: api.openid.audience, scope: 'read:rooms' })
    expect(more.error).toMatch(/invalid_(scope|target)/)
    expect((await refresh(api.openid, token)).error).toBeUndefined()
  })

  it('a scope that the policy does not name is not had', async () => {
    await setPolicies([{ audience: api.audience, scope: ['read:my_org:details'] }])
    const token = await signedIn(owner)
    expect((await refresh(api.openid, token, { audience: api.audience, scope: asked })).error).toBe(
      'invalid_scope',
    )
    const answer = await refresh(api.openid, token, { audience: api.audience })
    expect(claimsOf(answer.access_token)['scope']).toBe('read:my_org:details')
  })

  it('and without a configuration of the API, either', async () => {
    const token = await signedIn(owner)
    await configure(api.openid, {})
    expect((await refresh(api.openid, token, { audience: api.audience })).error).toBe('invalid_target')
    await configure(api.openid)
    expect((await refresh(api.openid, token, { audience: api.audience })).error).toBeUndefined()
  })
})
