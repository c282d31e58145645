import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { refusal } from '@/test/tenant-level'
import { changeMemberRoles } from './change-member-roles'

let house: House
let owner: Person
let admin: Person
let member: Person
let place: Place

beforeAll(async () => {
  house = await makeHouse()
})

async function furnish(): Promise<void> {
  owner = await house.person({ name: 'Olga Owner' })
  admin = await house.person({ name: 'Ada Admin' })
  member = await house.person({ name: 'Mia Member' })
  place = await house.organization({ owner })
  await house.member(place, admin, ['Admin'])
  await house.member(place, member, ['Member'])
}

async function change(actor: Person, target: Person, roles: readonly string[]) {
  const access = await house.accessTo(place, actor, 'read:organization_member_roles')
  return changeMemberRoles(access, { userId: target.id, roles })
}

async function rolesOf(person: Person): Promise<string[]> {
  const held = await house.look((tx) =>
    tx.memberRole.findMany({
      where: { tenantId: house.tenantId, organizationId: place.id, userId: person.id },
      include: { role: true },
    }),
  )
  return held.map(({ role }) => role.name).sort()
}

async function ownRole(organizationId: string, name = 'Auditor'): Promise<string> {
  const id = newId('role')
  await house.arrange((tx) => tx.role.create({ data: { id, name, organizationId } }))
  return id
}

describe('a change of roles', () => {
  it('writes the difference, returns the member’s name and roles, and records one event', async () => {
    await furnish()
    const roles = [house.role('Viewer'), house.role('Admin')]
    expect(await change(owner, member, roles)).toEqual({ name: 'Mia Member', roles: ['Admin', 'Viewer'] })
    expect(await rolesOf(member)).toEqual(['Admin', 'Viewer'])
    const events = await house.look((tx) =>
      tx.auditEvent.findMany({
        where: { tenantId: house.tenantId, organizationId: place.id, type: 'member.roles_changed' },
        include: { people: true },
      }),
    )
    expect(events).toMatchObject([
      {
        actorId: owner.id,
        targetId: member.id,
        details: { before: { roles: ['Member'] }, after: { roles: ['Admin', 'Viewer'] } },
        people: { targetEmail: member.email, actorEmail: owner.email },
      },
    ])
  })

  it('keeps the date of a role that stays', async () => {
    await furnish()
    const given = await house.look((tx) =>
      tx.memberRole.findFirst({ where: { organizationId: place.id, userId: member.id } }),
    )
    await change(owner, member, [house.role('Member'), house.role('Viewer')])
    const after = await house.look((tx) =>
      tx.memberRole.findFirst({
        where: { organizationId: place.id, userId: member.id, roleId: house.role('Member') },
      }),
    )
    expect(after?.createdAt).toEqual(given?.createdAt)
  })

  it('to the roles that the member already holds changes nothing and records no event', async () => {
    await furnish()
    await change(owner, member, [house.role('Member')])
    const events = await house.look((tx) =>
      tx.auditEvent.count({ where: { organizationId: place.id, type: 'member.roles_changed' } }),
    )
    expect(events).toBe(0)
  })

  it('gives the organization’s own role', async () => {
    await furnish()
    await change(admin, member, [house.role('Member'), await ownRole(place.id)])
    expect(await rolesOf(member)).toEqual(['Auditor', 'Member'])
  })

  it('to no role at all is refused', async () => {
    await furnish()
    expect(await refusal(change(owner, member, []))).toBe('invalid')
    expect(await rolesOf(member)).toEqual(['Member'])
  })
})

describe('an admin', () => {
  it('cannot give the Owner role, not even to themselves', async () => {
    await furnish()
    expect(await refusal(change(admin, member, [house.role('Owner')]))).toBe('not_yours_to_give')
    expect(await refusal(change(admin, admin, [house.role('Admin'), house.role('Owner')]))).toBe(
      'not_yours_to_give',
    )
    expect([await rolesOf(member), await rolesOf(admin)]).toEqual([['Member'], ['Admin']])
  })

  it('cannot demote an owner, even one who is suspended or blocked', async () => {
    await furnish()
    expect(await refusal(change(admin, owner, [house.role('Viewer')]))).toBe('not_yours_to_give')
    await house.arrange((tx) =>
      tx.member.updateMany({
        where: { organizationId: place.id, userId: owner.id },
        data: { suspendedAt: new Date() },
      }),
    )
    expect(await refusal(change(admin, owner, [house.role('Viewer')]))).toBe('not_yours_to_give')
    await house.arrange((tx) => tx.user.updateMany({ where: { id: owner.id }, data: { blocked: true } }))
    expect(await refusal(change(admin, owner, [house.role('Viewer')]))).toBe('not_yours_to_give')
    expect(await rolesOf(owner)).toEqual(['Owner'])
  })

  it('can demote themselves', async () => {
    await furnish()
    await house.member(place, await house.person(), ['Admin'])
    await change(admin, admin, [house.role('Viewer')])
    expect(await rolesOf(admin)).toEqual(['Viewer'])
  })

  it('cannot give an organization’s own role that has more permissions than the admin', async () => {
    await furnish()
    const role = await ownRole(place.id, 'Cleaner')
    await house.arrange(async (tx) => {
      const api = await tx.api.findFirstOrThrow({ where: { tenantId: house.tenantId, isPortal: true } })
      await tx.rolePermission.create({
        data: { roleId: role, usableIn: place.id, apiId: api.id, name: 'delete:organizations' },
      })
    })
    expect(await refusal(change(admin, member, [role]))).toBe('not_yours_to_give')
    await change(owner, member, [role])
    expect(await rolesOf(member)).toEqual(['Cleaner'])
  })
})

describe('refused changes', () => {
  it('roles of the tenant that are not assignable cannot be given', async () => {
    await furnish()
    expect(await refusal(change(owner, member, [house.role('Support')]))).toBe('not_yours_to_give')
    expect(await refusal(change(owner, member, [house.role('Everyone'), house.role('Member')]))).toBe(
      'not_yours_to_give',
    )
    expect(await rolesOf(member)).toEqual(['Member'])
  })

  it('another organization’s role cannot be given, nor an unknown role', async () => {
    await furnish()
    const foreign = await ownRole((await house.organization()).id)
    for (const id of [foreign, newId('role')])
      expect(await refusal(change(owner, member, [house.role('Member'), id]))).toBe('not_yours_to_give')
    expect(await rolesOf(member)).toEqual(['Member'])
  })

  it('the database refuses another organization’s role even when it is inserted directly', async () => {
    await furnish()
    const foreign = await ownRole((await house.organization()).id)
    for (const usableIn of ['*', place.id]) {
      const row = { organizationId: place.id, userId: member.id, roleId: foreign, usableIn }
      await expect(house.arrange((tx) => tx.memberRole.create({ data: row }))).rejects.toThrow(/foreign key/i)
    }
    const owned = await house.look((tx) => tx.role.findFirstOrThrow({ where: { id: foreign } }))
    const row = { organizationId: place.id, userId: member.id, roleId: foreign, usableIn: owned.usableIn }
    await expect(house.arrange((tx) => tx.memberRole.create({ data: row }))).rejects.toThrow(/usable_here/)
    expect(await rolesOf(member)).toEqual(['Member'])
  })

  it('members of other organizations and of other tenants are not found', async () => {
    await furnish()
    const elsewhere = await house.person()
    await house.member(await house.organization(), elsewhere)
    const otherHouse = await makeHouse()
    const stranger = await otherHouse.person()
    await otherHouse.member(await otherHouse.organization(), stranger)
    for (const person of [elsewhere, stranger]) {
      expect(await refusal(change(owner, person, [house.role('Viewer')]))).toBe('not_found')
      expect(await rolesOf(person)).toEqual([])
    }
  })

  it('a member who may only read cannot change roles', async () => {
    await furnish()
    expect(await refusal(change(member, admin, [house.role('Viewer')]))).toBe('not_found')
    expect(await refusal(change(member, member, [house.role('Member'), house.role('Viewer')]))).toBe(
      'not_found',
    )
    expect([await rolesOf(admin), await rolesOf(member)]).toEqual([['Admin'], ['Member']])
  })

  it('adding and removing roles need separate permissions', async () => {
    await furnish()
    const giver = await ownRole(place.id, 'Giver')
    await house.arrange(async (tx) => {
      const api = await tx.api.findFirstOrThrow({ where: { tenantId: house.tenantId, isPortal: true } })
      const names = [
        'read:organization_member_roles',
        'create:organization_member_roles',
        'read:organization_members',
      ]
      await tx.rolePermission.createMany({
        data: names.map((name) => ({ roleId: giver, usableIn: place.id, apiId: api.id, name })),
      })
    })
    const generous = await house.person()
    await house.member(place, generous, ['Giver'])
    expect(await refusal(change(generous, member, [house.role('Viewer')]))).toBe('not_found')
    await change(generous, member, [house.role('Member'), house.role('Viewer')])
    expect(await rolesOf(member)).toEqual(['Member', 'Viewer'])
  })
})
