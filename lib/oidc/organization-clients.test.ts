import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import {
  claimsOf,
  signIn,
  introspect,
  createOpenidTenant,
  refresh,
  userinfo,
  type OpenidTenant,
} from '@/test/fixtures/openid'

let tenant: TestTenant
let openid: OpenidTenant
let person: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
})
beforeEach(async () => {
  person = await tenant.createUser()
  organization = await tenant.createOrganization({ owner: person })
})

/** Members can use only the applications that are added to the organization for them. */
function restrict() {
  return tenant.write((tx) =>
    tx.organization.updateMany({ where: { id: organization.id }, data: { isAppEntitlementActive: true } }),
  )
}

function addClient(useForMemberAccess: boolean) {
  const given = { organizationId: organization.id, clientId: openid.web.id, useForMemberAccess }
  return tenant.write((tx) => tx.organizationClient.create({ data: given }))
}

describe('where members may use only their organization’s applications', () => {
  it('another application gets an error, and does not ask them to sign in again', async () => {
    await restrict()
    await addClient(false)
    await expect(signIn(openid, person, { organization })).rejects.toThrow(
      /error=access_denied.*is\+not\+for\+members/,
    )
  })

  it('one of those signs them in, and in other organizations every application does', async () => {
    await restrict()
    await addClient(true)
    const { access_token: token } = await (await signIn(openid, person, { organization }))()
    expect(token).toBeDefined()
    expect(claimsOf((await (await signIn(openid, person))()).id_token)['org_id']).toBeUndefined()
    const other = await tenant.createOrganization({ owner: person })
    expect((await (await signIn(openid, person, { organization: other }))()).access_token).toBeDefined()
  })

  it('applies to codes, refresh tokens and access tokens that were issued before', async () => {
    const redeem = await signIn(openid, person, { organization })
    const tokens = await (await signIn(openid, person, { organization }))()
    await restrict()
    expect(await redeem()).toMatchObject({ status: 400, error: 'invalid_grant' })
    expect(await refresh(openid, tokens.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' })
    expect((await userinfo(openid, tokens.access_token)).status).toBe(401)
    expect(await introspect(openid, tokens.access_token)).toMatchObject({ active: false })
  })
})
