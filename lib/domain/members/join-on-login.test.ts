import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { change } from '@/lib/db/transaction'
import { disconnect } from '@/lib/db/prisma'
import { changeTenantRole } from '@/lib/domain/tenant-roles/change-tenant-role'
import { atTheDoor } from '@/lib/domain/users/at-the-door'
import { setSessionOrganization, type Arrival } from '@/lib/domain/users/set-session-organization'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { insistently } from '@/test/invitations'
import { leaveOrganization } from './leave-organization'
import { mayJoinOnLogin } from './may-join-on-login'
import { removeMember } from './remove-member'

let house: House
beforeAll(async () => {
  house = await makeHouse()
})
afterAll(disconnect)

/** An organization that adds every user who signs in with this connection as a member. */
async function openPlace(connection = 'password'): Promise<{ place: Place; owner: Person }> {
  const owner = await house.person({ name: 'Olga Owner' })
  const place = await house.organization({ owner })
  await setJoins(place, connection, true)
  return { place, owner }
}

function setJoins(place: Place, connection: string, assignMembershipOnLogin: boolean): Promise<unknown> {
  return house.arrange((tx) =>
    tx.enabledConnection.updateMany({
      where: {
        tenantId: house.tenantId,
        organizationId: place.id,
        connectionId: house.connection(connection),
      },
      data: { assignMembershipOnLogin },
    }),
  )
}

function signIn(person: { id: string }, place: Place | null, connection = 'password'): Promise<Arrival> {
  const { tenantId } = house
  return change(atTheDoor(tenantId), async (tx) => {
    const proven = { tenantId, userId: person.id, connectionId: house.connection(connection), amr: ['pwd'] }
    const { arrival, events } = await setSessionOrganization(tx, proven, place?.id ?? null)
    return { result: arrival, events }
  })
}

function rolesIn(place: Place, person: Person): Promise<string[] | null> {
  return house.look(async (tx) => {
    const member = await tx.member.findFirst({
      where: { tenantId: house.tenantId, organizationId: place.id, userId: person.id },
      include: { roles: { include: { role: true } } },
    })
    return member ? member.roles.map(({ role }) => role.name) : null
  })
}

function addedEvents(place: Place, person: Person) {
  return house.look((tx) =>
    tx.auditEvent.findMany({
      where: {
        tenantId: house.tenantId,
        organizationId: place.id,
        targetId: person.id,
        type: 'member.added',
      },
    }),
  )
}

describe('signing in at an organization', () => {
  it('adds the user as a member with the tenant’s role for joining, where the connection allows it', async () => {
    const { place } = await openPlace()
    const person = await house.person()
    const arrival = await signIn(person, place)
    expect(arrival.organization?.id).toBe(place.id)
    expect(await rolesIn(place, person)).toEqual(['Member'])
    const [event, ...others] = await addedEvents(place, person)
    expect(others).toEqual([])
    expect(event).toMatchObject({
      actorKind: 'user',
      actorId: person.id,
      details: { after: ['Member'], by: { connectionId: house.connection('password') } },
    })
  })

  it('adds nobody elsewhere, by another connection, or with the setting off', async () => {
    const { place } = await openPlace()
    const person = await house.person()
    await signIn(person, null)
    expect((await signIn(person, place, 'email')).organization).toBeNull()
    await setJoins(place, 'password', false)
    expect((await signIn(person, place)).organization).toBeNull()
    expect(await rolesIn(place, person)).toBeNull()
  })

  it('does not change an existing member or their roles', async () => {
    const { place } = await openPlace()
    const viewer = await house.person()
    await house.member(place, viewer, ['Viewer'])
    await signIn(viewer, place)
    expect(await rolesIn(place, viewer)).toEqual(['Viewer'])
    expect(await addedEvents(place, viewer)).toEqual([])
  })

  it('does not let a suspended member in', async () => {
    const { place } = await openPlace()
    const person = await house.person()
    await house.member(place, person, ['Viewer'])
    await house.arrange((tx) =>
      tx.member.updateMany({
        where: { tenantId: house.tenantId, organizationId: place.id, userId: person.id },
        data: { suspendedAt: new Date() },
      }),
    )
    expect((await signIn(person, place)).organization).toBeNull()
    expect(await rolesIn(place, person)).toEqual(['Viewer'])
  })

  it('does not add a user who is blocked or whose address is not verified', async () => {
    const { place } = await openPlace()
    const [unproven, blocked] = [await house.person({ proven: false }), await house.person()]
    await house.arrange((tx) =>
      tx.user.update({
        where: { tenantId_id: { tenantId: house.tenantId, id: blocked.id } },
        data: { blocked: true },
      }),
    )
    for (const person of [unproven, blocked]) {
      await signIn(person, place)
      expect(await rolesIn(place, person)).toBeNull()
    }
  })

  it('does not add a user that the organization removed, but adds one who left', async () => {
    const { place, owner } = await openPlace()
    const [removed, gone] = [await house.person(), await house.person()]
    for (const person of [removed, gone]) await signIn(person, place)
    await removeMember(await house.accessTo(place, owner, 'delete:organization_members'), {
      userId: removed.id,
    })
    await leaveOrganization(await house.accessTo(place, gone))
    await signIn(removed, place)
    await signIn(gone, place)
    expect(await rolesIn(place, removed)).toBeNull()
    expect(await rolesIn(place, gone)).toEqual(['Member'])
  })

  it('adds nobody while the organization is suspended', async () => {
    const { place } = await openPlace()
    const person = await house.person()
    await house.arrange((tx) =>
      tx.organization.update({
        where: { tenantId_id: { tenantId: house.tenantId, id: place.id } },
        data: { suspendedAt: new Date() },
      }),
    )
    await signIn(person, place)
    expect(await rolesIn(place, person)).toBeNull()
  })

  it('creates one membership for fifty concurrent sign-ins', async () => {
    const { place } = await openPlace()
    const person = await house.person()
    const arrivals = await Promise.all(
      Array.from({ length: 50 }, () => insistently(() => signIn(person, place))),
    )
    expect(arrivals.every(({ organization }) => organization?.id === place.id)).toBe(true)
    expect(await rolesIn(place, person)).toEqual(['Member'])
    expect(await addedEvents(place, person)).toHaveLength(1)
  })
})

describe('whether signing in would make the user a member', () => {
  const asked = (place: Place, { id: userId }: Person) =>
    mayJoinOnLogin(house.tenantId, { organizationId: place.id, userId })

  it('is true for a non-member where a connection allows it, and false where none does', async () => {
    const { place } = await openPlace('email')
    const stranger = await house.person()
    expect(await asked(place, stranger)).toBe(true)
    await setJoins(place, 'email', false)
    expect(await asked(place, stranger)).toBe(false)
  })

  it('is false for a member and for a user who was removed', async () => {
    const { place, owner } = await openPlace()
    const person = await house.person()
    await signIn(person, place)
    expect(await asked(place, person)).toBe(false)
    await removeMember(await house.accessTo(place, owner, 'delete:organization_members'), {
      userId: person.id,
    })
    expect(await asked(place, person)).toBe(false)
  })
})

describe('the role of those who join', () => {
  it('is one per tenant, and never the Owner role or a role that cannot be given', async () => {
    for (const name of ['Viewer', 'Owner', 'Support', 'Everyone'])
      await expect(
        house.arrange((tx) =>
          tx.role.update({
            where: { tenantId_id: { tenantId: house.tenantId, id: house.role(name) } },
            data: { joins: true },
          }),
        ),
        name,
      ).rejects.toThrow()
  })

  it('stops being the role for joining once it cannot be given', async () => {
    const another = await makeHouse()
    const operator = await another.person()
    await another.arrange((tx) =>
      tx.userRole.create({ data: { userId: operator.id, roleId: another.role('Operator') } }),
    )
    await changeTenantRole(await another.tenantAccess(operator, 'update:roles'), {
      roleId: another.role('Member'),
      assignable: false,
    })
    const marked = await another.look((tx) => tx.role.count({ where: { joins: true } }))
    expect(marked).toBe(0)
  })
})
