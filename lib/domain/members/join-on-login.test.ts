import { beforeAll, describe, expect, it } from 'vitest'
import { bypassRowSecurity, change } from '@/lib/db/transaction'
import { updateTenantRole } from '@/lib/domain/tenant-roles/update-tenant-role'
import { setSessionOrganization, type Arrival } from '@/lib/domain/users/set-session-organization'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { retrying } from '@/test/fixtures/invitations'
import { leaveOrganization } from './leave-organization'
import { mayJoinOnLogin } from './join-on-login'
import { removeMembers } from './remove-members'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await createTestTenant()
})

/** An organization that adds every user who signs in with this connection as a member. */
async function createJoinable(
  connection = 'password',
): Promise<{ organization: TestOrganization; owner: TestUser }> {
  const owner = await tenant.createUser({ name: 'Olga Owner' })
  const organization = await tenant.createOrganization({ owner })
  await setJoins(organization, connection, true)
  return { organization, owner }
}

function setJoins(
  organization: TestOrganization,
  connection: string,
  assignMembershipOnLogin: boolean,
): Promise<unknown> {
  return tenant.write((tx) =>
    tx.enabledConnection.updateMany({
      where: {
        tenantId: tenant.tenantId,
        organizationId: organization.id,
        connectionId: tenant.connection(connection),
      },
      data: { assignMembershipOnLogin },
    }),
  )
}

function signIn(
  person: { id: string },
  organization: TestOrganization | null,
  connection = 'password',
): Promise<Arrival> {
  const { tenantId } = tenant
  return change(bypassRowSecurity('a test signs in', tenantId), async (tx) => {
    const verified = {
      tenantId,
      userId: person.id,
      connectionId: tenant.connection(connection),
      amr: ['pwd'],
    }
    const { arrival, events } = await setSessionOrganization(tx, verified, organization?.id ?? null)
    return { result: arrival, events }
  })
}

function rolesIn(organization: TestOrganization, person: TestUser): Promise<string[] | null> {
  return tenant.read(async (tx) => {
    const member = await tx.member.findFirst({
      where: { tenantId: tenant.tenantId, organizationId: organization.id, userId: person.id },
      include: { roles: { include: { role: true } } },
    })
    return member ? member.roles.map(({ role }) => role.name) : null
  })
}

function addedEvents(organization: TestOrganization, person: TestUser) {
  return tenant.read((tx) =>
    tx.auditEvent.findMany({
      where: {
        tenantId: tenant.tenantId,
        organizationId: organization.id,
        targetId: person.id,
        type: 'member.added',
      },
    }),
  )
}

describe('signing in at an organization', () => {
  it('adds the user as a member with the tenant’s role for joining, where the connection allows it', async () => {
    const { organization } = await createJoinable()
    const person = await tenant.createUser()
    const arrival = await signIn(person, organization)
    expect(arrival.organization?.id).toBe(organization.id)
    expect(await rolesIn(organization, person)).toEqual(['Member'])
    const [event, ...others] = await addedEvents(organization, person)
    expect(others).toEqual([])
    expect(event).toMatchObject({
      actorKind: 'user',
      actorId: person.id,
      details: { after: ['Member'], by: { connectionId: tenant.connection('password') } },
    })
  })

  it('adds no one elsewhere, by another connection, or with the setting off', async () => {
    const { organization } = await createJoinable()
    const person = await tenant.createUser()
    await signIn(person, null)
    expect((await signIn(person, organization, 'email')).organization).toBeNull()
    await setJoins(organization, 'password', false)
    expect((await signIn(person, organization)).organization).toBeNull()
    expect(await rolesIn(organization, person)).toBeNull()
  })

  it('does not change an existing member or their roles', async () => {
    const { organization } = await createJoinable()
    const viewer = await tenant.createUser()
    await tenant.addMember(organization, viewer, ['Viewer'])
    await signIn(viewer, organization)
    expect(await rolesIn(organization, viewer)).toEqual(['Viewer'])
    expect(await addedEvents(organization, viewer)).toEqual([])
  })

  it('does not let a suspended member in', async () => {
    const { organization } = await createJoinable()
    const person = await tenant.createUser()
    await tenant.addMember(organization, person, ['Viewer'])
    await tenant.write((tx) =>
      tx.member.updateMany({
        where: { tenantId: tenant.tenantId, organizationId: organization.id, userId: person.id },
        data: { suspendedAt: new Date() },
      }),
    )
    expect((await signIn(person, organization)).organization).toBeNull()
    expect(await rolesIn(organization, person)).toEqual(['Viewer'])
  })

  it('does not add a user who is blocked or whose address is not verified', async () => {
    const { organization } = await createJoinable()
    const unverified = await tenant.createUser({ isVerified: false })
    const blocked = await tenant.createUser()
    await tenant.write((tx) =>
      tx.user.update({
        where: { tenantId_id: { tenantId: tenant.tenantId, id: blocked.id } },
        data: { blocked: true },
      }),
    )
    for (const person of [unverified, blocked]) {
      await signIn(person, organization)
      expect(await rolesIn(organization, person)).toBeNull()
    }
  })

  it('does not add a user that the organization removed, but adds one who left', async () => {
    const { organization, owner } = await createJoinable()
    const removed = await tenant.createUser()
    const gone = await tenant.createUser()
    for (const person of [removed, gone]) await signIn(person, organization)
    await removeMembers(await tenant.accessTo(organization, owner, 'delete:organization_members'), {
      users: [removed.id],
      mustBeMembers: true,
    })
    await leaveOrganization(await tenant.accessTo(organization, gone))
    await signIn(removed, organization)
    await signIn(gone, organization)
    expect(await rolesIn(organization, removed)).toBeNull()
    expect(await rolesIn(organization, gone)).toEqual(['Member'])
  })

  it('adds no one while the organization is suspended', async () => {
    const { organization } = await createJoinable()
    const person = await tenant.createUser()
    await tenant.write((tx) =>
      tx.organization.update({
        where: { tenantId_id: { tenantId: tenant.tenantId, id: organization.id } },
        data: { suspendedAt: new Date() },
      }),
    )
    await signIn(person, organization)
    expect(await rolesIn(organization, person)).toBeNull()
  })

  it('creates one membership for fifty concurrent sign-ins', async () => {
    const { organization: place } = await createJoinable()
    const person = await tenant.createUser()
    const arrivals = await Promise.all(
      Array.from({ length: 50 }, () => retrying(() => signIn(person, place))),
    )
    expect(arrivals.every(({ organization }) => organization?.id === place.id)).toBe(true)
    expect(await rolesIn(place, person)).toEqual(['Member'])
    expect(await addedEvents(place, person)).toHaveLength(1)
  })
})

describe('whether signing in would make the user a member', () => {
  const requested = (organization: TestOrganization, { id: userId }: TestUser) =>
    mayJoinOnLogin(tenant.tenantId, { organizationId: organization.id, userId })

  it('is true for a non-member where a connection allows it, and false where none does', async () => {
    const { organization } = await createJoinable('email')
    const stranger = await tenant.createUser()
    expect(await requested(organization, stranger)).toBe(true)
    await setJoins(organization, 'email', false)
    expect(await requested(organization, stranger)).toBe(false)
  })

  it('is false for a member and for a user who was removed', async () => {
    const { organization, owner } = await createJoinable()
    const person = await tenant.createUser()
    await signIn(person, organization)
    expect(await requested(organization, person)).toBe(false)
    await removeMembers(await tenant.accessTo(organization, owner, 'delete:organization_members'), {
      users: [person.id],
      mustBeMembers: true,
    })
    expect(await requested(organization, person)).toBe(false)
  })
})

describe('the role of those who join', () => {
  it('is one per tenant, and never the Owner role or a role that cannot be given', async () => {
    for (const name of ['Viewer', 'Owner', 'Support', 'Everyone'])
      await expect(
        tenant.write((tx) =>
          tx.role.update({
            where: { tenantId_id: { tenantId: tenant.tenantId, id: tenant.role(name) } },
            data: { joins: true },
          }),
        ),
        name,
      ).rejects.toThrow()
  })

  it('stops being the role for joining once it cannot be given', async () => {
    const another = await createTestTenant()
    const operator = await another.createUser()
    await another.write((tx) =>
      tx.userRole.create({ data: { userId: operator.id, roleId: another.role('Operator') } }),
    )
    await updateTenantRole(await another.tenantAccess(operator, 'update:roles'), {
      roleId: another.role('Member'),
      assignable: false,
    })
    const marked = await another.read((tx) => tx.role.count({ where: { joins: true } }))
    expect(marked).toBe(0)
  })
})
