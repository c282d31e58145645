import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  authorize,
  managementPermissions,
  type Caller,
  type OrganizationAccess,
  type Permission,
  type TenantAccess,
} from '@/lib/access'
import { invite } from '@/lib/domain/invitations/invite'
import { removeMember } from '@/lib/domain/members/remove-member'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { address } from '@/test/invitations'
import { read } from './transaction'
import { disconnect } from './prisma'

const everything = new Set(managementPermissions.map(({ name }) => name))
let house: House
let [place, elsewhere]: Place[] = []
let [owner, admin]: Person[] = []

beforeAll(async () => {
  house = await makeHouse()
  ;[owner, admin] = [await house.person({ name: 'Ola Owner' }), await house.person({ name: 'Ada Admin' })]
  ;[place, elsewhere] = [await house.organization({ owner }), await house.organization({ owner })]
  await house.member(here(), someone(admin), ['Admin'])
})
afterAll(disconnect)

describe('a machine', () => {
  it('has its grant’s current scopes, and never more than its token’s', async () => {
    const { id } = await machine(['read:organizations', 'read:users'])
    expect(await count(atTenant(id, ['read:users']), 'read:users')).toBeGreaterThan(1)
    await refused(count(atTenant(id, ['read:organizations']), 'read:users'), 'not_held')
    await refused(count(atTenant(id, ['read:users', 'update:users']), 'update:users'), 'not_held')
    await house.arrange((tx) =>
      tx.clientGrant.updateMany({ where: { clientId: id }, data: { scope: ['read:organizations'] } }),
    )
    await refused(count(atTenant(id, ['read:users']), 'read:users'), 'not_held')
    await house.arrange((tx) => tx.clientGrant.deleteMany({ where: { clientId: id } }))
    await refused(count(atTenant(id, ['read:users']), 'read:users'), 'sign_in_again')
  })

  it('enters only organizations that its grant allows, and has no tenant-level permissions there', async () => {
    const scope = ['read:organization_members', 'read:users']
    const { id } = await machine(scope, { usage: 'allow', places: [here()] })
    const inside = (where: Place) => within(where, { clientId: id, scopes: scope })
    expect(await members(authorize(inside(here()), 'read:organization_members'))).toBe(2)
    await refused(members(authorize(inside(here()), 'read:users')), 'not_held')
    await refused(members(authorize(inside(there()), 'read:organization_members')), 'sign_in_again')
    const { id: other } = await machine(scope, { usage: 'deny', places: [here()] })
    const shut = within(here(), { clientId: other, scopes: scope })
    await refused(members(authorize(shut, 'read:organization_members')), 'sign_in_again')
  })

  it('that requires an organization is refused at tenant level', async () => {
    const { id } = await machine(['read:users'], { usage: 'require' })
    await refused(count(atTenant(id, ['read:users']), 'read:users'), 'sign_in_again')
  })

  it('gives no more than its scopes in an organization; at tenant level the giving rule does not apply', async () => {
    const scopes = ['create:organization_invitations', 'delete:organization_members']
    const { id } = await machine(scopes, { usage: 'allow', anywhere: true })
    const caller = { clientId: id, scopes }
    const bound = authorize(within(here(), caller), 'create:organization_invitations')
    await refused(invited(bound), 'not_yours_to_give')
    const remover = authorize(within(here(), caller), 'delete:organization_members')
    await refused(removeMember(remover, { userId: someone(owner).id }), 'not_yours_to_give')

    const free = { ...within(here(), caller), exempt: true as const }
    const { invited: sent } = await invited(authorize(free, 'create:organization_invitations'))
    const [row] = await house.look((tx) => tx.invitation.findMany({ where: { id: sent[0]?.id ?? '' } }))
    expect(row).toMatchObject({ inviterUserId: null, inviterName: 'Robot', inviterExempt: true })
    const [event] = await house.look((tx) => tx.auditEvent.findMany({ where: { targetId: row?.id ?? '' } }))
    expect(event).toMatchObject({ actorKind: 'client', actorId: id, organizationId: here().id })
  })
})

describe('an application with a user’s token', () => {
  it('has the user’s current permissions there, limited to the token’s scopes', async () => {
    const caller = await authorizationOf(someone(owner))
    const seeing = authorize(within(here(), caller), 'read:organization_members')
    expect(await members(seeing)).toBe(2)
    await refused(members(authorize(within(here(), caller), 'read:organization_logs')), 'not_found')
    const gone = await authorizationOf(someone(admin))
    const asAdmin = authorize(within(here(), gone), 'read:organization_members')
    expect(await members(asAdmin)).toBe(2)
    await refused(members(authorize(within(there(), gone), 'read:organization_members')), 'not_found')
  })

  it('is refused with another user’s authorization, and once it is revoked', async () => {
    const caller = await authorizationOf(someone(owner))
    const stolen = { ...caller, userId: someone(admin).id }
    await refused(members(authorize(within(here(), stolen), 'read:organization_members')), 'sign_in_again')
    await house.arrange((tx) =>
      tx.authorization.updateMany({ where: { id: caller.authorizationId }, data: { revokedAt: new Date() } }),
    )
    await refused(members(authorize(within(here(), caller), 'read:organization_members')), 'sign_in_again')
  })
})

function here(): Place {
  if (!place) throw new Error('There is no place yet.')
  return place
}

function there(): Place {
  if (!elsewhere) throw new Error('There is no other place yet.')
  return elsewhere
}

function someone(person: Person | undefined): Person {
  if (!person) throw new Error('Nobody is there yet.')
  return person
}

function within({ id }: Place, caller: Caller) {
  return {
    kind: 'organization',
    tenantId: house.tenantId,
    organizationId: id,
    caller,
    held: everything,
  } as const
}

function atTenant(clientId: string, scopes: string[]) {
  return { kind: 'tenant', tenantId: house.tenantId, caller: { clientId, scopes }, held: everything } as const
}

function count(actor: ReturnType<typeof atTenant>, needed: Permission): Promise<number> {
  const access: TenantAccess = authorize(actor, needed)
  return read(access, (tx) => tx.user.count())
}

function members(access: OrganizationAccess): Promise<number> {
  return read(access, (tx) => tx.member.count())
}

function invited(access: OrganizationAccess<'create:organization_invitations'>) {
  const addresses = [address(`${newId('event').toLowerCase()}@house.test`)]
  return invite(access, { addresses, roleIds: [house.role('Owner')] })
}

async function refused(work: Promise<unknown>, code: string): Promise<void> {
  await expect(work).rejects.toMatchObject({ code })
}

interface Reach {
  usage?: 'deny' | 'allow' | 'require'
  anywhere?: boolean
  places?: Place[]
}

function machine(scope: string[], { usage = 'deny', anywhere = false, places = [] }: Reach = {}) {
  return house.arrange(async (tx) => {
    const client = {
      name: 'Robot',
      appType: 'non_interactive',
      tokenEndpointAuthMethod: 'client_secret_post',
    }
    const { id } = await tx.client.create({ data: { id: newId('client'), ...client } })
    const api = await tx.api.findFirstOrThrow({ where: { isPortal: true } })
    const grantId = newId('clientGrant')
    await tx.clientGrant.create({
      data: {
        ...{ id: grantId, clientId: id, apiId: api.id, scope },
        ...{ organizationUsage: usage, allowAnyOrganization: anywhere },
      },
    })
    await tx.clientGrantOrganization.createMany({
      data: places.map((one) => ({ grantId, organizationId: one.id })),
    })
    return { id }
  })
}

async function authorizationOf(person: Person) {
  const authorizationId = newId('authorization')
  await house.arrange(async (tx) => {
    const client = { name: 'Notes', appType: 'regular_web', tokenEndpointAuthMethod: 'none' }
    const { id: clientId } = await tx.client.create({ data: { id: newId('client'), ...client } })
    await tx.authorization.create({
      data: {
        ...{ id: authorizationId, clientId, userId: person.id, sessionId: person.sessionId, payload: {} },
        ...{ connectionId: house.connection('password'), expiresAt: new Date(Date.now() + 3_600_000) },
      },
    })
  })
  return { userId: person.id, authorizationId, scopes: ['read:organization_members'] }
}
