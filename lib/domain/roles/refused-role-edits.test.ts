import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { createRoleTenant, refusal, type RoleTenant } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing } from '@/test/fixtures/role-editing'
import { reviewOrganizationRole } from './change-organization-role'

const editing = await prepareRoleEditing('update:organization_roles')
const { roleTenant, owner, manager, organization } = editing

describe('refused in an edit is', () => {
  it('a role of another organization or of the tenant, or an unknown one', async () => {
    const foreign = await roleTenant.createRole(await roleTenant.tenant.createOrganization(), 'Foreign')
    const ids = [foreign, roleTenant.tenant.role('Viewer'), roleTenant.tenant.role('Support'), newId('role')]
    for (const roleId of ids)
      await editing.expectRefusal(
        { roleId, name: newId('role'), description: '', permissions: [] },
        'not_found',
      )
  })

  it('a permission that is closed, of the tenant’s level, or unknown', async () => {
    const role = await editing.createRole(...roleTenant.documents('read'))
    for (const added of [
      ...roleTenant.documents('shred'),
      ...roleTenant.portal('read:users'),
      { apiId: roleTenant.documentsId, name: 'burn:documents' },
    ])
      await editing.expectRefusal(
        { ...role, permissions: [...role.permissions, added] },
        'not_yours_to_give at permissions',
      )
  })

  it('a permission above the editor', async () => {
    const role = await editing.createRole()
    const permissions = roleTenant.portal('update:organization_roles', 'read:organization_logs')
    await editing.expectRefusal({ ...role, permissions }, 'not_yours_to_give at permissions', manager)
    await editing.save({ ...role, permissions: roleTenant.portal('update:organization_roles') }, manager)
  })

  it('a role that may do more than the editor, also to rename it or to cut it down', async () => {
    const role = await editing.createRole(...roleTenant.portal('read:organization_logs'))
    await editing.expectRefusal({ ...role, name: newId('role') }, 'not_yours_to_give', manager)
    await editing.expectRefusal({ ...role, permissions: [] }, 'not_yours_to_give', manager)
    await editing.save({ ...role, permissions: [] })
  })

  it('to take from a holder who may do more than the editor, even if the holder is suspended', async () => {
    const role = await editing.createRole(...roleTenant.documents('read'))
    const strongMember = await roleTenant.createMember(organization, [role.name, 'Admin'])
    await editing.expectRefusal({ ...role, permissions: [] }, 'not_yours_to_give', manager)
    await roleTenant.tenant.write((tx) =>
      tx.member.updateMany({ where: { userId: strongMember.id }, data: { suspendedAt: new Date() } }),
    )
    await editing.expectRefusal(
      { ...role, permissions: roleTenant.documents('write') },
      'not_yours_to_give',
      manager,
    )
    await editing.save({ ...role, permissions: roleTenant.documents('read', 'write') }, manager)
  })

  it('not to take from holders who may do no more than the editor, or from oneself', async () => {
    const role = await editing.createRole(...roleTenant.documents('read'))
    await roleTenant.createMember(organization, [role.name])
    await editing.save({ ...role, permissions: [] }, manager)
    const own = await editing.createRole(
      ...roleTenant.portal('update:organization_roles', 'read:organization_logs'),
    )
    const editor = await roleTenant.createMember(organization, [own.name])
    await editing.save({ ...own, permissions: roleTenant.portal('update:organization_roles') }, editor)
  })

  it('a name that reads like another role’s here, the tenant’s included', async () => {
    const [role, other] = await Promise.all([editing.createRole(), editing.createRole()])
    for (const name of [other.name.toUpperCase(), 'oWNER', 'Support'])
      await editing.expectRefusal({ ...role, name }, 'conflict at name')
  })

  it('what a role cannot be called or hold', async () => {
    const role = await editing.createRole()
    await editing.expectRefusal({ ...role, name: 'x'.repeat(101) }, 'invalid at name')
    await editing.expectRefusal({ ...role, description: 'x'.repeat(501) }, 'invalid at description')
    const permissions = Array.from({ length: 1001 }, (_, n) => ({
      apiId: roleTenant.documentsId,
      name: `n${n}`,
    }))
    await editing.expectRefusal({ ...role, permissions }, 'invalid at permissions')
  })

  it('a caller who may not change roles, or only in another organization', async () => {
    const role = await editing.createRole()
    const admin = await roleTenant.createMember(organization, ['Admin'])
    expect(await refusal(editing.review(role, admin))).toBe('not_found')
    const elsewhere = await roleTenant.tenant.createOrganization({ owner })
    expect(await refusal(editing.review(role, owner, elsewhere))).toBe('not_found')
    expect(
      await refusal(
        editing.change({ ...role, version: await editing.versionOf(role.roleId) }, owner, elsewhere),
      ),
    ).toBe('not_found')
  })
})

describe('by what the editor inherits', () => {
  let inheriting: RoleTenant
  let there: TestOrganization

  beforeAll(async () => {
    inheriting = await createRoleTenant()
    there = await inheriting.tenant.createOrganization()
    await inheriting.tenant.write((tx) =>
      tx.tenant.updateMany({
        where: { id: inheriting.tenant.tenantId },
        data: { inheritGlobalPermissionsInOrganizations: true },
      }),
    )
  })

  async function editWith(...global: ('admin:organizations' | 'read:organization_logs')[]) {
    const person = await inheriting.tenant.createUser()
    await inheriting.tenant.addMember(there, person, ['Viewer'])
    const inherited = inheriting.portal('update:organization_roles', ...global)
    await inheriting.tenant.write((tx) =>
      tx.userPermission.createMany({ data: inherited.map((ref) => ({ ...ref, userId: person.id })) }),
    )
    const name = newId('role')
    const [roleId, access] = await Promise.all([
      inheriting.createRole(there, name),
      inheriting.tenant.accessTo(there, person, 'update:organization_roles'),
    ])
    const permissions = inheriting.portal('read:organization_logs')
    return reviewOrganizationRole(access, { roleId, name, description: '', permissions })
  }

  it('nothing is given without admin:organizations, and all with it', async () => {
    expect(await refusal(editWith('read:organization_logs'))).toBe('not_yours_to_give at permissions')
    expect(await editWith('read:organization_logs', 'admin:organizations')).toMatchObject({
      adds: [{ name: 'read:organization_logs' }],
    })
  })
})
