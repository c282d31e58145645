import { beforeAll, describe, expect, it } from 'vitest'
import { myOrganizationScopeNames } from '@/lib/domain/my-organization/scopes'
import { MyOrganizationMachine } from '@/test/fixtures/my-organization-machine'
import { claimsOf, introspect, requestToken } from '@/test/fixtures/openid'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { configure, type MyOrganizationApi, openMyOrganization } from '@/test/my-organization-api'

let api: MyOrganizationApi
let organization: TestOrganization
let elsewhere: TestOrganization
let machine: MyOrganizationMachine

beforeAll(async () => {
  ;({ api, organization, elsewhere } = await openMyOrganization())
  machine = await MyOrganizationMachine.create(api, [organization])
})

describe('the token of a machine', () => {
  it('has the requested scopes of its grant, names the organization, and lives 600 seconds', async () => {
    const asks = { scope: 'read:my_org:details read:my_org:members read:my_org:unknown' }
    const some = await MyOrganizationMachine.create(
      api,
      [organization],
      ['read:my_org:details', 'read:my_org:roles'],
    )
    const { iat, exp, ...claims } = claimsOf((await some.ask(organization)).access_token)
    const { id } = some.application
    const as = {
      sub: `${id}@clients`,
      azp: id,
      aud: api.audience,
      org_id: organization.id,
      gty: 'client-credentials',
    }
    expect(claims).toMatchObject({ ...as, scope: 'read:my_org:details' })
    expect(claims).not.toHaveProperty('permissions')
    expect(Number(exp) - Number(iat)).toBe(600)
    expect((await machine.ask(organization, asks)).scope).toBe('read:my_org:details read:my_org:members')
    expect((await machine.ask(organization)).scope?.split(' ').sort()).toEqual(
      [...myOrganizationScopeNames].sort(),
    )
  })

  it('is not issued without an organization, for one that the grant was not added to, or a foreign one', async () => {
    const foreign = await openMyOrganization()
    expect(await machine.ask()).toMatchObject({
      status: 400,
      error: 'invalid_request',
      error_description: 'parameter organization is required for this client',
    })
    expect(await machine.ask(elsewhere)).toMatchObject({ status: 400, error: 'access_denied' })
    expect(await machine.ask(foreign.organization)).toMatchObject({ status: 400, error: 'invalid_request' })
  })

  it('is for any organization if the grant says so', async () => {
    const anywhere = await MyOrganizationMachine.create(api, [])
    const where = { tenantId: api.tenant.tenantId, id: anywhere.grantId }
    expect((await anywhere.ask(elsewhere)).error).toBe('access_denied')
    await api.tenant.write((tx) => tx.clientGrant.updateMany({ where, data: { allowAnyOrganization: true } }))
    expect((await (await anywhere.at(elsewhere)).get('details')).json).toMatchObject({ id: elsewhere.id })
  })

  it('is not issued without a grant, nor to an application without a configuration for the API', async () => {
    const form = { grant_type: 'client_credentials', audience: api.audience, organization: organization.id }
    const { openid } = api
    await configure({ ...openid, web: openid.machine })
    const refused = { status: 400, error: 'access_denied' }
    expect(await requestToken(openid, openid.machine, form)).toMatchObject(refused)
    const unconfigured = await MyOrganizationMachine.create(api, [organization])
    await configure({ ...openid, web: unconfigured.application }, {})
    expect(await unconfigured.ask(organization)).toMatchObject(refused)
  })

  it('is active in introspection with what the grant has now, and inactive without it', async () => {
    const one = await MyOrganizationMachine.create(api, [organization])
    const { access_token: token } = await one.ask(organization, {
      scope: 'read:my_org:details read:my_org:members',
    })
    const { id } = one.application
    expect(await introspect(api.openid, token)).toMatchObject({
      active: true,
      client_id: id,
      org_id: organization.id,
    })
    await one.grantOnly(['read:my_org:members'])
    expect(await introspect(api.openid, token)).toMatchObject({ active: true, scope: 'read:my_org:members' })
    await one.removeGrant()
    expect(await introspect(api.openid, token)).toEqual({ active: false })
  })
})
