import { beforeAll, describe, expect, it } from 'vitest'
import {
  authorize,
  managementPermissions,
  type Caller,
  type OrganizationAccess,
  type Permission,
  type TenantAccess,
} from '@/lib/access'
import { invite } from '@/lib/domain/invitations/invite'
import { removeMembers } from '@/lib/domain/members/remove-members'
import { newId } from '@/lib/ids'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { inviteesOf } from '@/test/fixtures/invitations'
import { read } from './transaction'

const everything = new Set(managementPermissions.map(({ name }) => name))
let tenant: TestTenant
let [organization, elsewhere]: TestOrganization[] = []
let [owner, admin]: TestUser[] = []

beforeAll(async () => {
  tenant = await createTestTenant()
  ;[owner, admin] = await Promise.all([
    tenant.createUser({ name: 'Ola Owner' }),
    tenant.createUser({ name: 'Ada Admin' }),
  ])
  ;[organization, elsewhere] = await Promise.all([
    tenant.createOrganization({ owner }),
    tenant.createOrganization({ owner }),
  ])
  await tenant.addMember(here(), someone(admin), ['Admin'])
})

describe('a machine', () => {
  it('has its grant’s current scopes, and never more than its token’s', async () => {
    const { id } = await machine(['read:organizations', 'read:users'])
    expect(await count(atTenant(id, ['read:users']), 'read:users')).toBeGreaterThan(1)
    await refused(count(atTenant(id, ['read:organizations']), 'read:users'), 'not_held')
    await refused(count(atTenant(id, ['read:users', 'update:users']), 'update:users'), 'not_held')
    await tenant.write((tx) =>
      tx.clientGrant.updateMany({ where: { clientId: id }, data: { scope: ['read:organizations'] } }),
    )
    await refused(count(atTenant(id, ['read:users']), 'read:users'), 'not_held')
    await tenant.write((tx) => tx.clientGrant.deleteMany({ where: { clientId: id } }))
    await refused(count(atTenant(id, ['read:users']), 'read:users'), 'sign_in_again')
  })

  it('enters only organizations that its grant allows, and has no tenant-level permissions there', async () => {
    const scope = ['read:organization_members', 'read:users']
    const { id } = await machine(scope, { usage: 'allow', organizations: [here()] })
    const inside = (where: TestOrganization) => within(where, { clientId: id, scopes: scope })
    expect(await members(authorize(inside(here()), 'read:organization_members'))).toBe(2)
    await refused(members(authorize(inside(here()), 'read:users')), 'not_held')
    await refused(members(authorize(inside(there()), 'read:organization_members')), 'sign_in_again')
    const { id: other } = await machine(scope, { usage: 'deny', organizations: [here()] })
    const denied = within(here(), { clientId: other, scopes: scope })
    await refused(members(authorize(denied, 'read:organization_members')), 'sign_in_again')
  })

  it('that requires an organization is refused at tenant level', async () => {
    const { id } = await machine(['read:users'], { usage: 'require' })
    await refused(count(atTenant(id, ['read:users']), 'read:users'), 'sign_in_again')
  })

  it('grants no more than its scopes in an organization; at tenant level this limit does not apply', async () => {
    const scopes = ['create:organization_invitations', 'delete:organization_members']
    const { id } = await machine(scopes, { usage: 'allow', anywhere: true })
    const caller = { clientId: id, scopes }
    const bound = authorize(within(here(), caller), 'create:organization_invitations')
    await refused(invited(bound), 'not_yours_to_give')
    const remover = authorize(within(here(), caller), 'delete:organization_members')
    await refused(
      removeMembers(remover, { users: [someone(owner).id], mustBeMembers: true }),
      'not_yours_to_give',
    )

    const free = { ...within(here(), caller), isTenantLevel: true as const }
    const { invitations } = await invited(authorize(free, 'create:organization_invitations'))
    const [sent] = invitations.values()
    const [row] = await tenant.read((tx) => tx.invitation.findMany({ where: { id: sent?.id ?? '' } }))
    expect(row).toMatchObject({ inviterUserId: null, inviterName: 'Robot', inviterExempt: true })
    const [event] = await tenant.read((tx) => tx.auditEvent.findMany({ where: { targetId: row?.id ?? '' } }))
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
    await tenant.write((tx) =>
      tx.authorization.updateMany({ where: { id: caller.authorizationId }, data: { revokedAt: new Date() } }),
    )
    await refused(members(authorize(within(here(), caller), 'read:organization_members')), 'sign_in_again')
  })
})

function here(): TestOrganization {
  if (!organization) throw new Error('There is no organization yet.')
  return organization
}

function there(): TestOrganization {
  if (!elsewhere) throw new Error('There is no other organization yet.')
  return elsewhere
}

function someone(person: TestUser | undefined): TestUser {
  if (!person) throw new Error('There is no user yet.')
  return person
}

function within({ id }: TestOrganization, caller: Caller) {
  return {
    kind: 'organization',
    tenantId: tenant.tenantId,
    organizationId: id,
    caller,
    permissions: everything,
  } as const
}

function atTenant(clientId: string, scopes: string[]) {
  return {
    kind: 'tenant',
    tenantId: tenant.tenantId,
    caller: { clientId, scopes },
    permissions: everything,
  } as const
}

function count(actor: ReturnType<typeof atTenant>, needed: Permission): Promise<number> {
  const access: TenantAccess = authorize(actor, needed)
  return read(access, (tx) => tx.user.count())
}

function members(access: OrganizationAccess): Promise<number> {
  return read(access, (tx) => tx.member.count())
}

function invited(access: OrganizationAccess<'create:organization_invitations'>) {
  const email = `${newId('event').toLowerCase()}@tenant.test`
  return invite(access, { invitees: inviteesOf([email], [tenant.role('Owner')]) })
}

async function refused(work: Promise<unknown>, code: string): Promise<void> {
  await expect(work).rejects.toMatchObject({ code })
}

interface GrantOptions {
  usage?: 'deny' | 'allow' | 'require'
  anywhere?: boolean
  organizations?: TestOrganization[]
}

function machine(
  scope: string[],
  { usage = 'deny', anywhere = false, organizations = [] }: GrantOptions = {},
) {
  return tenant.write(async (tx) => {
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
        id: grantId,
        clientId: id,
        apiId: api.id,
        scope,
        organizationUsage: usage,
        allowAnyOrganization: anywhere,
      },
    })
    await tx.clientGrantOrganization.createMany({
      data: organizations.map((one) => ({ grantId, organizationId: one.id })),
    })
    return { id }
  })
}

async function authorizationOf(person: TestUser) {
  const authorizationId = newId('authorization')
  await tenant.write(async (tx) => {
    const client = { name: 'Notes', appType: 'regular_web', tokenEndpointAuthMethod: 'none' }
    const { id: clientId } = await tx.client.create({ data: { id: newId('client'), ...client } })
    await tx.authorization.create({
      data: {
        id: authorizationId,
        clientId,
        userId: person.id,
        sessionId: person.sessionId,
        payload: {},
        connectionId: tenant.connection('password'),
        expiresAt: new Date(Date.now() + 3_600_000),
      },
    })
  })
  return { userId: person.id, authorizationId, scopes: ['read:organization_members'] }
}
