import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import type { TestUser, TestOrganization } from '@/test/fixtures/tenant'
import { createRoleTenant, type RoleTenant } from '@/test/fixtures/organization-roles'
import { getRoleMatrix } from './get-role'

let roleTenant: RoleTenant
let owner: TestUser
let organization: TestOrganization

beforeAll(async () => {
  roleTenant = await createRoleTenant()
  owner = await roleTenant.tenant.createUser()
  organization = await roleTenant.tenant.createOrganization({ owner })
  const elsewhere = await roleTenant.tenant.createOrganization()
  await roleTenant.createMember(organization, ['Member', 'Viewer'])
  await roleTenant.createMember(organization, ['Member'])
  await roleTenant.tenant.addMember(elsewhere, owner, ['Member'])
  await roleTenant.createRole(organization, 'Auditor', [
    ...roleTenant.portal('read:organization_logs'),
    ...roleTenant.documents('shred'),
  ])
  await roleTenant.createRole(elsewhere, 'Foreign', roleTenant.documents('read'))
})

async function matrix(of = organization) {
  return getRoleMatrix(await roleTenant.tenant.accessTo(of, owner, 'read:organization_roles'))
}

describe('the matrix of an organization’s roles', () => {
  it('has the assignable ones and its own, with how many of its members hold them', async () => {
    const { roles } = await matrix()
    expect(roles.map(({ name, members, isOwn, isOwner }) => [name, members, isOwn, isOwner])).toEqual([
      ['Owner', 1, false, true],
      ['Admin', 0, false, false],
      ['Auditor', 0, true, false],
      ['Member', 2, false, false],
      ['Viewer', 1, false, false],
    ])
  })

  it('does not say how many hold them to who may not see the members', async () => {
    const here = await roleTenant.tenant.createOrganization({ owner })
    await roleTenant.createRole(
      here,
      'Reader',
      roleTenant.portal('read:organization_roles', 'read:organization_members'),
    )
    const reader = await roleTenant.createMember(here, ['Reader'])
    const { roles } = await getRoleMatrix(
      await roleTenant.tenant.accessTo(here, reader, 'read:organization_roles'),
    )
    expect(new Set(roles.map(({ members }) => members))).toEqual(new Set([null]))
  })

  it('says what each role gives', async () => {
    const { roles } = await matrix()
    const given = Object.fromEntries(
      roles.map(({ name, permissions }) => [
        name,
        permissions.map((ref) => roleTenant.permissionName(ref)).sort(),
      ]),
    )
    expect(given.Member).toEqual(['read:organization_member_roles', 'read:organization_members'])
    expect(given.Auditor).toEqual(['read:organization_logs', 'shred:documents'])
    expect(given.Viewer).toEqual([])
  })

  it('names, API by API and the portal first, what is open to organizations or given here anyway', async () => {
    const { apis } = await matrix()
    expect(apis.map(({ name, isPortal }) => [name, isPortal])).toEqual([
      ['Management API', true],
      ['Documents', false],
    ])
    const [portal, documents] = apis
    expect(portal?.permissions).toContainEqual({
      name: 'read:organization_members',
      description: 'See the members',
    })
    expect(portal?.permissions.filter(({ name }) => name === 'read:users')).toEqual([])
    expect(documents?.permissions.map(({ name }) => name)).toEqual([
      'read:documents',
      'shred:documents',
      'write:documents',
    ])
  })

  it('does not name what is closed and given in another organization only', async () => {
    const { apis } = await matrix(await roleTenant.tenant.createOrganization({ owner }))
    expect(apis[1]?.permissions.map(({ name }) => name)).toEqual(['read:documents', 'write:documents'])
  })

  it('leaves out what a role would give only at tenant level, and shows one that members hold still', async () => {
    const here = await roleTenant.tenant.createOrganization({ owner })
    await roleTenant.tenant.write(async (tx) => {
      const role = await tx.role.create({ data: { id: newId('role'), name: 'Once assignable' } })
      await tx.rolePermission.createMany({
        data: roleTenant
          .portal('read:users', 'read:organization_logs')
          .map((ref) => ({ ...ref, roleId: role.id, usableIn: '*' })),
      })
      await tx.memberRole.create({
        data: { organizationId: here.id, userId: owner.id, roleId: role.id, usableIn: '*' },
      })
    })
    const { roles, apis } = await matrix(here)
    const role = roles.find(({ name }) => name === 'Once assignable')
    expect(role?.permissions).toEqual(roleTenant.portal('read:organization_logs'))
    expect(apis[0]?.permissions.filter(({ name }) => name === 'read:users')).toEqual([])
    expect((await matrix()).roles.filter(({ name }) => name === 'Once assignable')).toEqual([])
  })
})
