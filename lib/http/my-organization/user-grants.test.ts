import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { heldScopesClaim } from '@/lib/domain/my-organization/scopes'
import { createGrant } from '@/test/fixtures/builders'
import { MyOrganizationMachine } from '@/test/fixtures/my-organization-machine'
import { claimsOf, signIn } from '@/test/fixtures/openid'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import {
  forgetApplications,
  MyOrganizationCaller,
  type MyOrganizationApi,
  openMyOrganization,
} from '@/test/my-organization-api'
import { IdentityProvider } from '@/test/identity-provider'
import { connectProvider } from '@/test/my-organization-providers'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let owner: TestUser
const some = ['read:my_org:details', 'read:my_org:members']

beforeAll(async () => {
  ;({ api, organization, owner } = await openMyOrganization())
})

beforeEach(async () => {
  const where = { tenantId: api.tenant.tenantId, subjectType: 'user' }
  await api.tenant.write((tx) => tx.clientGrant.deleteMany({ where }))
  forgetApplications()
})

async function limit(...scope: string[]): Promise<void> {
  const grant = { clientId: api.openid.web.id, apiId: null, organizationUsage: 'require', scope } as const
  await api.tenant.write((tx) => createGrant(tx, { ...grant, subjectType: 'user' }))
  forgetApplications()
}

function scopeOf(token: string | undefined): string[] {
  return String(claimsOf(token)['scope']).split(' ').sort()
}

describe('a client grant of users for the My Organization API', () => {
  it('limits the scopes of their tokens, also of an owner', async () => {
    await limit(...some)
    const token = await api.tokenOf(owner, organization)
    expect(scopeOf(token)).toEqual(some)
    const caller = new MyOrganizationCaller(api.openid, token)
    expect((await caller.get('members')).status).toBe(200)
    expect((await caller.get('domains')).status).toBe(403)
  })

  it('limits what the ID token says that the user holds', async () => {
    await limit(...some)
    const asks = { audience: api.audience, scope: 'openid read:my_org:domains' }
    const redeem = await signIn(api.openid, owner, { organization, offline: false, asks })
    expect(claimsOf((await redeem()).id_token)[heldScopesClaim]).toEqual(some)
  })

  it('gives users no scope that they do not hold', async () => {
    await limit('read:my_org:details', 'update:my_org:details')
    const member = await api.tenant.createUser()
    await api.tenant.addMember(organization, member, ['Member'])
    expect(scopeOf(await api.tokenOf(member, organization))).toEqual(['read:my_org:details'])
  })

  it('takes a scope from tokens already issued', async () => {
    const caller = await api.as(owner, organization)
    expect((await caller.get('domains')).status).toBe(200)
    await limit(...some)
    expect((await caller.get('domains')).json).toMatchObject({
      status: 403,
      detail: 'The auth token lacks the required scope: read:my_org:domains',
    })
    expect((await caller.get('details')).status).toBe(200)
  })

  it('limits the first use of an identity provider to applications that may create one', async () => {
    const provider = await IdentityProvider.start([])
    const path = await connectProvider(await api.as(owner, organization), provider)
    const update = 'update:my_org:identity_providers'
    await limit(update)
    const caller = await api.as(owner, organization, [update])
    const using = async () => (await caller.send('PATCH', path, { is_enabled: true })).json
    expect(await using()).toMatchObject({
      status: 403,
      detail: 'The auth token lacks the required scope: create:my_org:identity_providers',
    })
    await api.tenant.write((tx) =>
      tx.clientGrant.updateMany({
        where: { tenantId: api.tenant.tenantId, subjectType: 'user' },
        data: { scope: [update, 'create:my_org:identity_providers'] },
      }),
    )
    forgetApplications()
    expect(await using()).toMatchObject({ is_enabled: true })
    await provider.stop()
  })

  it('is not a grant of a machine, and does not limit one', async () => {
    const machine = await MyOrganizationMachine.create(api, [organization])
    const where = { tenantId: api.tenant.tenantId, clientId: machine.application.id }
    await api.tenant.write((tx) =>
      createGrant(tx, {
        clientId: machine.application.id,
        apiId: null,
        organizationUsage: 'require',
        scope: some,
        subjectType: 'user',
      }),
    )
    forgetApplications()
    const caller = await machine.at(organization)
    expect((await caller.get('domains')).status).toBe(200)
    await api.tenant.write((tx) => tx.clientGrant.deleteMany({ where: { ...where, subjectType: 'client' } }))
    expect((await caller.get('details')).status).toBe(401)
    expect((await machine.ask(organization)).error).toBe('access_denied')
  })
})
