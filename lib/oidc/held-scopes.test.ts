import { beforeAll, describe, expect, it } from 'vitest'
import { heldScopesClaim, myOrganizationScopeNames } from '@/lib/domain/my-organization/scopes'
import { claimsOf, refresh, request, signIn, type SignInOptions } from '@/test/fixtures/openid'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import { configure, type MyOrganizationApi, startMyOrganizationApi } from '@/test/my-organization-api'

let api: MyOrganizationApi
/** Where they are the owner. */
let own: TestOrganization
/** Where they are a member with one permission. */
let other: TestOrganization
let person: TestUser

const ofMember = ['read:my_org:details', 'read:my_org:configuration', 'read:my_org:members'] as const

beforeAll(async () => {
  api = await startMyOrganizationApi()
  person = await api.tenant.createUser()
  own = await api.tenant.createOrganization({ owner: person })
  other = await api.tenant.createOrganization({ owner: await api.tenant.createUser() })
  await api.tenant.addMember(other, person)
  await api.holdOnly(person, other, ['read:organization_members'])
  const { tenantId } = api.tenant
  const where = { tenantId_id: { tenantId, id: api.openid.web.id } }
  const refreshTokenPolicies = [{ audience: api.audience, scope: [...myOrganizationScopeNames] }]
  await api.tenant.write((tx) =>
    tx.client.update({ where, data: { organizationUsage: 'allow', refreshTokenPolicies } }),
  )
})

async function signedIn(options: SignInOptions = {}) {
  const redeem = await signIn(api.openid, person, options)
  return redeem()
}

function held({ id_token: token }: { id_token?: string | undefined }): unknown {
  return claimsOf(token)[heldScopesClaim]
}

describe('an ID token of an application that may use the My Organization API', () => {
  it('says which of its scopes the user holds in the organization of the sign-in, whatever was asked for', async () => {
    expect(held(await signedIn({ organization: own }))).toEqual(myOrganizationScopeNames)
    expect(held(await signedIn({ organization: other }))).toEqual(ofMember)
    for (const audience of [api.audience, api.openid.audience]) {
      const asks = { audience, scope: 'openid' }
      expect(held(await signedIn({ organization: other, offline: false, asks }))).toEqual(ofMember)
    }
  })

  it('says after a refresh what the user holds then, and there', async () => {
    const first = await signedIn({ organization: own })
    const elsewhere = await refresh(api.openid, first.refresh_token, { organization: other.id })
    expect(held(elsewhere)).toEqual(ofMember)
    const asks = { audience: api.audience, scope: 'openid read:my_org:details' }
    const ofApi = await refresh(api.openid, elsewhere.refresh_token, asks)
    expect(held(ofApi)).toEqual(myOrganizationScopeNames)
    await api.holdOnly(person, other, [])
    const last = await refresh(api.openid, ofApi.refresh_token, { organization: other.id })
    expect(held(last)).toEqual(ofMember.slice(0, 2))
    await api.holdOnly(person, other, ['read:organization_members'])
  })

  it('says nothing of it without an organization, and neither do access tokens and userinfo', async () => {
    const without = await signedIn()
    expect(claimsOf(without.id_token)).toMatchObject({ sub: person.id })
    expect(claimsOf(without.id_token)).not.toHaveProperty([heldScopesClaim])
    const { access_token: token = '' } = await signedIn({ organization: own })
    const init = { headers: { authorization: `Bearer ${token}` } }
    const answer: unknown = await (await request(api.openid, { path: '/userinfo', init })).json()
    expect(answer).toMatchObject({ sub: person.id, org_id: own.id })
    expect(answer).not.toHaveProperty([heldScopesClaim])
    const asks = { audience: api.audience, scope: 'openid read:my_org:details' }
    const ofApi = await signedIn({ organization: own, offline: false, asks })
    expect(claimsOf(ofApi.access_token)).not.toHaveProperty([heldScopesClaim])
  })
})

it('an ID token of another application says nothing of it', async () => {
  await configure(api.openid, {})
  const first = await signedIn({ organization: own })
  const second = await refresh(api.openid, first.refresh_token)
  for (const { id_token: token } of [first, second]) {
    expect(claimsOf(token)).toMatchObject({ org_id: own.id })
    expect(claimsOf(token)).not.toHaveProperty([heldScopesClaim])
  }
  await configure(api.openid)
  expect(held(await refresh(api.openid, second.refresh_token))).toEqual(myOrganizationScopeNames)
})
