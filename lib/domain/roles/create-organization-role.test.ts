import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createRoleTenant, refusal } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing } from '@/test/fixtures/role-editing'
import { createOrganizationRole } from './create-organization-role'
import type { PermissionRef } from './permission-ref'

const { roleTenant, owner, manager, organization } = await prepareRoleEditing('create:organization_roles')

async function create(
  input: { name?: string; description?: string; permissions?: readonly PermissionRef[] },
  { by = owner, at = organization } = {},
) {
  const access = await roleTenant.tenant.accessTo(at, by, 'create:organization_roles')
  return createOrganizationRole(access, { name: newId('role'), description: '', permissions: [], ...input })
}

describe('a new role of an organization', () => {
  it('holds what was asked for, is the organization’s alone, and leaves an event', async () => {
    const permissions = [
      ...roleTenant.portal('read:organization_logs'),
      ...roleTenant.documents('read', 'write'),
    ]
    const twice = [...permissions, ...permissions]
    const { id, name } = await create({ name: ' Records  clerk ', description: 'Files', permissions: twice })
    expect(name).toBe('Records clerk')
    expect(await roleTenant.roleOf(id)).toEqual({
      name: 'Records clerk',
      description: 'Files',
      permissions: ['read:documents', 'read:organization_logs', 'write:documents'],
    })
    const row = await roleTenant.tenant.read((tx) => tx.role.findFirstOrThrow({ where: { id } }))
    expect(row).toMatchObject({
      organizationId: organization.id,
      isOwner: false,
      assignable: false,
      everyone: false,
    })
    expect(await roleTenant.eventsOf(organization, 'role.created')).toMatchObject([
      {
        actorId: owner.id,
        targetKind: 'role',
        targetId: id,
        people: { targetName: 'Records clerk', actorEmail: owner.email },
        details: {
          after: {
            name: 'Records clerk',
            description: 'Files',
            permissions: [
              'read:organization_logs',
              'read:documents (Documents)',
              'write:documents (Documents)',
            ],
          },
        },
      },
    ])
  })

  it('may hold nothing at all', async () => {
    const { id } = await create({ permissions: [] })
    expect((await roleTenant.roleOf(id))?.permissions).toEqual([])
  })

  it('may have permissions of other APIs that its creator does not have', async () => {
    const { id } = await create({ permissions: roleTenant.documents('read', 'write') }, { by: manager })
    expect((await roleTenant.roleOf(id))?.permissions).toEqual(['read:documents', 'write:documents'])
  })
})

describe('refused is', () => {
  async function nothingIsMade(work: () => Promise<unknown>, expected: string): Promise<void> {
    const count = () =>
      roleTenant.tenant.read((tx) => tx.role.count({ where: { organizationId: organization.id } }))
    const before = await count()
    expect(await refusal(work())).toBe(expected)
    expect(await count()).toBe(before)
  }

  it('a permission of the portal that the creator does not have', async () => {
    const permissions = roleTenant.portal('create:organization_roles', 'read:organization_members')
    await nothingIsMade(() => create({ permissions }, { by: manager }), 'not_yours_to_give at permissions')
  })

  it('a permission that is closed, of the tenant’s level, or unknown', async () => {
    for (const permissions of [
      roleTenant.documents('read', 'shred'),
      roleTenant.portal('read:users'),
      roleTenant.portal('admin:organizations'),
      [{ apiId: roleTenant.documentsId, name: 'burn:documents' }],
      [{ apiId: newId('resourceServer'), name: 'read:documents' }],
    ])
      await nothingIsMade(() => create({ permissions }), 'not_yours_to_give at permissions')
  })

  it('a permission of another tenant’s API', async () => {
    const other = await createRoleTenant()
    await nothingIsMade(
      () => create({ permissions: other.documents('read') }),
      'not_yours_to_give at permissions',
    )
  })

  it('a portal permission that the operator has closed to organizations', async () => {
    const strict = await createRoleTenant()
    await strict.tenant.write((tx) =>
      tx.permission.updateMany({
        where: { apiId: strict.portalId, name: 'read:organization_logs' },
        data: { openToOrganizations: false },
      }),
    )
    const boss = await strict.tenant.createUser()
    const there = await strict.tenant.createOrganization({ owner: boss })
    const access = await strict.tenant.accessTo(there, boss, 'create:organization_roles')
    const permissions = strict.portal('read:organization_logs')
    const making = createOrganizationRole(access, { name: 'Reader', description: '', permissions })
    expect(await refusal(making)).toBe('not_yours_to_give at permissions')
  })

  it('a name that reads like another role’s here, the tenant’s included', async () => {
    await create({ name: 'Straße Clerk' })
    for (const name of ['Straße Clerk', 'straße  CLERK', 'ｓtraße clerk', 'OWNER', 'support', 'everyone'])
      await nothingIsMade(() => create({ name }), 'conflict at name')
  })

  it('not a name that only another organization uses', async () => {
    const elsewhere = await roleTenant.tenant.createOrganization()
    await roleTenant.createRole(elsewhere, 'Popular')
    expect(await create({ name: 'Popular' })).toMatchObject({ name: 'Popular' })
  })

  it('an invalid name or description', async () => {
    for (const name of ['', ' ', 'x'.repeat(101), 'a\u202eb', '<b>'])
      await nothingIsMade(() => create({ name }), 'invalid at name')
    await nothingIsMade(() => create({ description: 'x'.repeat(501) }), 'invalid at description')
    expect(await create({ name: 'x'.repeat(100) })).toMatchObject({ name: 'x'.repeat(100) })
  })

  it('more than a thousand permissions', async () => {
    const permissions = Array.from({ length: 1001 }, (_, n) => ({
      apiId: roleTenant.documentsId,
      name: `n${n}`,
    }))
    await nothingIsMade(() => create({ permissions }), 'invalid at permissions')
  })

  it('the 351st role, not the 350th, also when two come at once', async () => {
    const full = await roleTenant.tenant.createOrganization({ owner })
    await roleTenant.tenant.write((tx) =>
      tx.role.createMany({
        data: Array.from({ length: 349 }, (_, n) => ({
          id: newId('role'),
          name: `Role ${n}`,
          organizationId: full.id,
        })),
      }),
    )
    const both = await Promise.allSettled([create({}, { at: full }), create({}, { at: full })])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await refusal(create({}, { at: full }))).toBe('conflict')
    expect(await roleTenant.tenant.read((tx) => tx.role.count({ where: { organizationId: full.id } }))).toBe(
      350,
    )
  })

  it('a caller who may not create roles', async () => {
    const admin = await roleTenant.createMember(organization, ['Admin'])
    await nothingIsMade(() => create({}, { by: admin }), 'not_found')
  })

  it('a caller who has lost the permission since the request began', async () => {
    const passing = await roleTenant.createRole(
      organization,
      newId('role'),
      roleTenant.portal('create:organization_roles'),
    )
    const person = await roleTenant.tenant.createUser()
    await roleTenant.tenant.write(async (tx) => {
      await tx.member.create({ data: { organizationId: organization.id, userId: person.id } })
      await tx.memberRole.create({
        data: {
          organizationId: organization.id,
          userId: person.id,
          roleId: passing,
          usableIn: organization.id,
        },
      })
    })
    const access = await roleTenant.tenant.accessTo(organization, person, 'create:organization_roles')
    await roleTenant.tenant.write((tx) => tx.rolePermission.deleteMany({ where: { roleId: passing } }))
    const making = createOrganizationRole(access, { name: 'Late', description: '', permissions: [] })
    expect(await refusal(making)).toBe('not_found')
  })
})

it('two requests at once with one name create one role', async () => {
  for (let round = 0; round < 5; round += 1) {
    const name = newId('role')
    const both = await Promise.allSettled([create({ name }), create({ name: name.toUpperCase() })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((one) => one.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'conflict', field: 'name' })
  }
})
