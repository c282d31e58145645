import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { createRoleTenant, refusal, type RoleTenant } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing } from '@/test/fixtures/role-editing'
import { reviewOrganizationRole } from './preview-role-change'

const api = await prepareRoleEditing('update:organization_roles')
const { room, owner, keeper, place: organization } = api

afterAll(disconnect)

describe('refused in an edit is', () => {
  it('a role of another organization, of the tenant, or of nobody', async () => {
    const foreign = await room.ownRole(await room.tenant.organization(), 'Foreign')
    const ids = [foreign, room.tenant.role('Viewer'), room.tenant.role('Support'), newId('role')]
    for (const roleId of ids)
      await api.refused({ roleId, name: newId('role'), description: '', permissions: [] }, 'not_found')
  })

  it('a permission that is closed, of the tenant’s level, or unknown', async () => {
    const role = await api.made(...room.documents('read'))
    for (const added of [
      ...room.documents('shred'),
      ...room.portal('read:users'),
      { apiId: room.documentsId, name: 'burn:documents' },
    ])
      await api.refused(
        { ...role, permissions: [...role.permissions, added] },
        'not_yours_to_give at permissions',
      )
  })

  it('a permission above the editor', async () => {
    const role = await api.made()
    const permissions = room.portal('update:organization_roles', 'read:organization_logs')
    await api.refused({ ...role, permissions }, 'not_yours_to_give at permissions', keeper)
    await api.save({ ...role, permissions: room.portal('update:organization_roles') }, keeper)
  })

  it('a role that may do more than the editor, also to rename it or to cut it down', async () => {
    const role = await api.made(...room.portal('read:organization_logs'))
    await api.refused({ ...role, name: newId('role') }, 'not_yours_to_give', keeper)
    await api.refused({ ...role, permissions: [] }, 'not_yours_to_give', keeper)
    await api.save({ ...role, permissions: [] })
  })

  it('to take from a holder who may do more than the editor, even if the holder is suspended', async () => {
    const role = await api.made(...room.documents('read'))
    const mighty = await room.member(organization, [role.name, 'Admin'])
    await api.refused({ ...role, permissions: [] }, 'not_yours_to_give', keeper)
    await room.tenant.write((tx) =>
      tx.member.updateMany({ where: { userId: mighty.id }, data: { suspendedAt: new Date() } }),
    )
    await api.refused({ ...role, permissions: room.documents('write') }, 'not_yours_to_give', keeper)
    await api.save({ ...role, permissions: room.documents('read', 'write') }, keeper)
  })

  it('not to take from holders who may do no more than the editor, or from oneself', async () => {
    const role = await api.made(...room.documents('read'))
    await room.member(organization, [role.name])
    await api.save({ ...role, permissions: [] }, keeper)
    const own = await api.made(...room.portal('update:organization_roles', 'read:organization_logs'))
    const editor = await room.member(organization, [own.name])
    await api.save({ ...own, permissions: room.portal('update:organization_roles') }, editor)
  })

  it('a name that reads like another role’s here, the tenant’s included', async () => {
    const [role, other] = [await api.made(), await api.made()]
    for (const name of [other.name.toUpperCase(), 'oWNER', 'Support'])
      await api.refused({ ...role, name }, 'conflict at name')
  })

  it('what a role cannot be called or hold', async () => {
    const role = await api.made()
    await api.refused({ ...role, name: 'x'.repeat(101) }, 'invalid at name')
    await api.refused({ ...role, description: 'x'.repeat(501) }, 'invalid at description')
    const permissions = Array.from({ length: 1001 }, (_, n) => ({ apiId: room.documentsId, name: `n${n}` }))
    await api.refused({ ...role, permissions }, 'invalid at permissions')
  })

  it('a caller who may not change roles, or only in another organization', async () => {
    const role = await api.made()
    const admin = await room.member(organization, ['Admin'])
    expect(await refusal(api.review(role, admin))).toBe('not_found')
    const elsewhere = await room.tenant.organization({ owner })
    expect(await refusal(api.review(role, owner, elsewhere))).toBe('not_found')
    expect(
      await refusal(api.change({ ...role, version: await api.versionOf(role.roleId) }, owner, elsewhere)),
    ).toBe('not_found')
  })
})

describe('by what the editor inherits', () => {
  let inheriting: RoleTenant
  let there: TestOrganization

  beforeAll(async () => {
    inheriting = await createRoleTenant()
    there = await inheriting.tenant.organization()
    await inheriting.tenant.write((tx) =>
      tx.tenant.updateMany({
        where: { id: inheriting.tenant.tenantId },
        data: { inheritGlobalPermissionsInOrganizations: true },
      }),
    )
  })

  async function editWith(...global: ('admin:organizations' | 'read:organization_logs')[]) {
    const person = await inheriting.tenant.person()
    await inheriting.tenant.member(there, person, ['Viewer'])
    const inherited = inheriting.portal('update:organization_roles', ...global)
    await inheriting.tenant.write((tx) =>
      tx.userPermission.createMany({ data: inherited.map((ref) => ({ ...ref, userId: person.id })) }),
    )
    const name = newId('role')
    const roleId = await inheriting.ownRole(there, name)
    const access = await inheriting.tenant.accessTo(there, person, 'update:organization_roles')
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
