import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { refusal } from '@/test/fixtures/operator'
import { changeMemberRoles } from './change-member-roles'

let tenant: TestTenant
let owner: TestUser
let admin: TestUser
let member: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
})

async function createFixture(): Promise<void> {
  owner = await tenant.createUser({ name: 'Olga Owner' })
  admin = await tenant.createUser({ name: 'Ada Admin' })
  member = await tenant.createUser({ name: 'Mia Member' })
  organization = await tenant.createOrganization({ owner })
  await tenant.addMember(organization, admin, ['Admin'])
  await tenant.addMember(organization, member, ['Member'])
}

async function change(actor: TestUser, target: TestUser, roles: readonly string[]) {
  const access = await tenant.accessTo(organization, actor, 'read:organization_member_roles')
  return changeMemberRoles(access, { userId: target.id, replace: roles })
}

async function rolesOf(person: TestUser): Promise<string[]> {
  const permissions = await tenant.read((tx) =>
    tx.memberRole.findMany({
      where: { tenantId: tenant.tenantId, organizationId: organization.id, userId: person.id },
      include: { role: true },
    }),
  )
  return permissions.map(({ role }) => role.name).sort()
}

async function ownRole(organizationId: string, name = 'Auditor'): Promise<string> {
  const id = newId('role')
  await tenant.write((tx) => tx.role.create({ data: { id, name, organizationId } }))
  return id
}

describe('a change of roles', () => {
  it('writes the difference, returns the member’s name and roles, and records one event', async () => {
    await createFixture()
    const roles = [tenant.role('Viewer'), tenant.role('Admin')]
    expect(await change(owner, member, roles)).toEqual({
      userId: member.id,
      name: 'Mia Member',
      before: [tenant.role('Member')],
      roles: ['Admin', 'Viewer'],
    })
    expect(await rolesOf(member)).toEqual(['Admin', 'Viewer'])
    const events = await tenant.read((tx) =>
      tx.auditEvent.findMany({
        where: { tenantId: tenant.tenantId, organizationId: organization.id, type: 'member.roles_changed' },
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

  it('emails the member whether they are an owner now, and not the user about their own change', async () => {
    await createFixture()
    for (const person of [member, owner])
      await change(owner, person, [tenant.role('Owner'), tenant.role('Viewer')])
    await change(owner, member, [tenant.role('Viewer')])
    const query = { where: { organizationId: organization.id }, orderBy: { createdAt: 'asc' } } as const
    expect(await tenant.read((tx) => tx.mail.findMany(query))).toMatchObject([
      { payload: { before: ['Member'], ownership: 'granted' } },
      { payload: { after: ['Viewer'], ownership: 'removed' } },
    ])
  })

  it('keeps the date of a role that stays', async () => {
    await createFixture()
    const given = await tenant.read((tx) =>
      tx.memberRole.findFirst({ where: { organizationId: organization.id, userId: member.id } }),
    )
    await change(owner, member, [tenant.role('Member'), tenant.role('Viewer')])
    const after = await tenant.read((tx) =>
      tx.memberRole.findFirst({
        where: { organizationId: organization.id, userId: member.id, roleId: tenant.role('Member') },
      }),
    )
    expect(after?.createdAt).toEqual(given?.createdAt)
  })

  it('to the roles that the member already holds changes nothing and records no event', async () => {
    await createFixture()
    await change(owner, member, [tenant.role('Member')])
    const where = { organizationId: organization.id, type: 'member.roles_changed' }
    expect(await tenant.read((tx) => tx.auditEvent.count({ where }))).toBe(0)
  })

  it('gives the organization’s own role', async () => {
    await createFixture()
    await change(admin, member, [tenant.role('Member'), await ownRole(organization.id)])
    expect(await rolesOf(member)).toEqual(['Auditor', 'Member'])
  })

  it('to no role at all is refused', async () => {
    await createFixture()
    expect(await refusal(change(owner, member, []))).toBe('invalid')
    expect(await rolesOf(member)).toEqual(['Member'])
  })
})

describe('an admin', () => {
  it('cannot give the Owner role, not even to themselves', async () => {
    await createFixture()
    expect(await refusal(change(admin, member, [tenant.role('Owner')]))).toBe('not_yours_to_give')
    expect(await refusal(change(admin, admin, [tenant.role('Admin'), tenant.role('Owner')]))).toBe(
      'not_yours_to_give',
    )
    expect(await Promise.all([rolesOf(member), rolesOf(admin)])).toEqual([['Member'], ['Admin']])
  })

  it('cannot demote an owner, even one who is suspended or blocked', async () => {
    await createFixture()
    expect(await refusal(change(admin, owner, [tenant.role('Viewer')]))).toBe('not_yours_to_give')
    await tenant.write((tx) =>
      tx.member.updateMany({
        where: { organizationId: organization.id, userId: owner.id },
        data: { suspendedAt: new Date() },
      }),
    )
    expect(await refusal(change(admin, owner, [tenant.role('Viewer')]))).toBe('not_yours_to_give')
    await tenant.write((tx) => tx.user.updateMany({ where: { id: owner.id }, data: { blocked: true } }))
    expect(await refusal(change(admin, owner, [tenant.role('Viewer')]))).toBe('not_yours_to_give')
    expect(await rolesOf(owner)).toEqual(['Owner'])
  })

  it('can demote themselves', async () => {
    await createFixture()
    await tenant.addMember(organization, await tenant.createUser(), ['Admin'])
    await change(admin, admin, [tenant.role('Viewer')])
    expect(await rolesOf(admin)).toEqual(['Viewer'])
  })

  it('cannot give an organization’s own role that has more permissions than the admin', async () => {
    await createFixture()
    const role = await ownRole(organization.id, 'Weekend Shift')
    await tenant.write(async (tx) => {
      const api = await tx.api.findFirstOrThrow({ where: { tenantId: tenant.tenantId, isPortal: true } })
      await tx.rolePermission.create({
        data: { roleId: role, usableIn: organization.id, apiId: api.id, name: 'delete:organizations' },
      })
    })
    expect(await refusal(change(admin, member, [role]))).toBe('not_yours_to_give')
    await change(owner, member, [role])
    expect(await rolesOf(member)).toEqual(['Weekend Shift'])
  })
})

describe('refused changes', () => {
  it('roles of the tenant that are not assignable cannot be given', async () => {
    await createFixture()
    expect(await refusal(change(owner, member, [tenant.role('Support')]))).toBe('not_yours_to_give')
    expect(await refusal(change(owner, member, [tenant.role('Everyone'), tenant.role('Member')]))).toBe(
      'not_yours_to_give',
    )
    expect(await rolesOf(member)).toEqual(['Member'])
  })

  it('another organization’s role cannot be given, nor an unknown role', async () => {
    await createFixture()
    const foreign = await ownRole((await tenant.createOrganization()).id)
    for (const id of [foreign, newId('role')])
      expect(await refusal(change(owner, member, [tenant.role('Member'), id]))).toBe('not_yours_to_give')
    expect(await rolesOf(member)).toEqual(['Member'])
  })

  it('the database refuses another organization’s role even when it is inserted directly', async () => {
    await createFixture()
    const foreign = await ownRole((await tenant.createOrganization()).id)
    for (const usableIn of ['*', organization.id]) {
      const row = { organizationId: organization.id, userId: member.id, roleId: foreign, usableIn }
      await expect(tenant.write((tx) => tx.memberRole.create({ data: row }))).rejects.toThrow(/foreign key/i)
    }
    const owned = await tenant.read((tx) => tx.role.findFirstOrThrow({ where: { id: foreign } }))
    const row = {
      organizationId: organization.id,
      userId: member.id,
      roleId: foreign,
      usableIn: owned.usableIn,
    }
    await expect(tenant.write((tx) => tx.memberRole.create({ data: row }))).rejects.toThrow(/usable_here/)
    expect(await rolesOf(member)).toEqual(['Member'])
  })

  it('members of other organizations and of other tenants are not found', async () => {
    await createFixture()
    const elsewhere = await tenant.createUser()
    await tenant.addMember(await tenant.createOrganization(), elsewhere)
    const otherTenant = await createTestTenant()
    const stranger = await otherTenant.createUser()
    await otherTenant.addMember(await otherTenant.createOrganization(), stranger)
    for (const person of [elsewhere, stranger]) {
      expect(await refusal(change(owner, person, [tenant.role('Viewer')]))).toBe('not_found')
      expect(await rolesOf(person)).toEqual([])
    }
  })

  it('a member who may only read cannot change roles', async () => {
    await createFixture()
    expect(await refusal(change(member, admin, [tenant.role('Viewer')]))).toBe('not_found')
    expect(await refusal(change(member, member, [tenant.role('Member'), tenant.role('Viewer')]))).toBe(
      'not_found',
    )
    expect(await Promise.all([rolesOf(admin), rolesOf(member)])).toEqual([['Admin'], ['Member']])
  })

  it('adding and removing roles need separate permissions', async () => {
    await createFixture()
    const managerRole = await ownRole(organization.id, 'Role Manager')
    await tenant.write(async (tx) => {
      const api = await tx.api.findFirstOrThrow({ where: { tenantId: tenant.tenantId, isPortal: true } })
      const names = [
        'read:organization_member_roles',
        'create:organization_member_roles',
        'read:organization_members',
      ]
      await tx.rolePermission.createMany({
        data: names.map((name) => ({ roleId: managerRole, usableIn: organization.id, apiId: api.id, name })),
      })
    })
    const roleManager = await tenant.createUser()
    await tenant.addMember(organization, roleManager, ['Role Manager'])
    expect(await refusal(change(roleManager, member, [tenant.role('Viewer')]))).toBe('not_found')
    await change(roleManager, member, [tenant.role('Member'), tenant.role('Viewer')])
    expect(await rolesOf(member)).toEqual(['Member', 'Viewer'])
  })
})
