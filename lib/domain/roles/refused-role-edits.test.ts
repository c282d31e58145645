import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import type { Place } from '@/test/house'
import { makeRoleRoom, refusal, type RoleRoom } from '@/test/own-roles'
import { makeRoleDesk } from '@/test/role-desk'
import { reviewOrganizationRole } from './review-organization-role'

const desk = await makeRoleDesk('update:organization_roles')
const { room, owner, keeper, place } = desk

afterAll(disconnect)

describe('refused in an edit is', () => {
  it('a role of another organization, of the tenant, or of nobody', async () => {
    const foreign = await room.ownRole(await room.house.organization(), 'Foreign')
    const ids = [foreign, room.house.role('Viewer'), room.house.role('Support'), newId('role')]
    for (const roleId of ids)
      await desk.refused({ roleId, name: newId('role'), description: '', permissions: [] }, 'not_found')
  })

  it('a permission that is closed, of the tenant’s level, or unknown', async () => {
    const role = await desk.made(...room.documents('read'))
    for (const added of [
      ...room.documents('shred'),
      ...room.portal('read:users'),
      { apiId: room.documentsId, name: 'burn:documents' },
    ])
      await desk.refused(
        { ...role, permissions: [...role.permissions, added] },
        'not_yours_to_give at permissions',
      )
  })

  it('a permission above the editor', async () => {
    const role = await desk.made()
    const permissions = room.portal('update:organization_roles', 'read:organization_logs')
    await desk.refused({ ...role, permissions }, 'not_yours_to_give at permissions', keeper)
    await desk.save({ ...role, permissions: room.portal('update:organization_roles') }, keeper)
  })

  it('a role that may do more than the editor, also to rename it or to cut it down', async () => {
    const role = await desk.made(...room.portal('read:organization_logs'))
    await desk.refused({ ...role, name: newId('role') }, 'not_yours_to_give', keeper)
    await desk.refused({ ...role, permissions: [] }, 'not_yours_to_give', keeper)
    await desk.save({ ...role, permissions: [] })
  })

  it('to take from a holder who may do more than the editor, even if the holder is suspended', async () => {
    const role = await desk.made(...room.documents('read'))
    const mighty = await room.member(place, [role.name, 'Admin'])
    await desk.refused({ ...role, permissions: [] }, 'not_yours_to_give', keeper)
    await room.house.arrange((tx) =>
      tx.member.updateMany({ where: { userId: mighty.id }, data: { suspendedAt: new Date() } }),
    )
    await desk.refused({ ...role, permissions: room.documents('write') }, 'not_yours_to_give', keeper)
    await desk.save({ ...role, permissions: room.documents('read', 'write') }, keeper)
  })

  it('not to take from holders who may do no more than the editor, or from oneself', async () => {
    const role = await desk.made(...room.documents('read'))
    await room.member(place, [role.name])
    await desk.save({ ...role, permissions: [] }, keeper)
    const own = await desk.made(...room.portal('update:organization_roles', 'read:organization_logs'))
    const editor = await room.member(place, [own.name])
    await desk.save({ ...own, permissions: room.portal('update:organization_roles') }, editor)
  })

  it('a name that reads like another role’s here, the tenant’s included', async () => {
    const [role, other] = [await desk.made(), await desk.made()]
    for (const name of [other.name.toUpperCase(), 'oWNER', 'Support'])
      await desk.refused({ ...role, name }, 'conflict at name')
  })

  it('what a role cannot be called or hold', async () => {
    const role = await desk.made()
    await desk.refused({ ...role, name: 'x'.repeat(101) }, 'invalid at name')
    await desk.refused({ ...role, description: 'x'.repeat(501) }, 'invalid at description')
    const permissions = Array.from({ length: 1001 }, (_, n) => ({ apiId: room.documentsId, name: `n${n}` }))
    await desk.refused({ ...role, permissions }, 'invalid at permissions')
  })

  it('a caller who may not change roles, or only in another organization', async () => {
    const role = await desk.made()
    const admin = await room.member(place, ['Admin'])
    expect(await refusal(desk.review(role, admin))).toBe('not_found')
    const elsewhere = await room.house.organization({ owner })
    expect(await refusal(desk.review(role, owner, elsewhere))).toBe('not_found')
    expect(
      await refusal(desk.change({ ...role, version: await desk.versionOf(role.roleId) }, owner, elsewhere)),
    ).toBe('not_found')
  })
})

describe('by what the editor inherits', () => {
  let inheriting: RoleRoom
  let there: Place

  beforeAll(async () => {
    inheriting = await makeRoleRoom()
    there = await inheriting.house.organization()
    await inheriting.house.arrange((tx) =>
      tx.tenant.updateMany({
        where: { id: inheriting.house.tenantId },
        data: { inheritGlobalPermissionsInOrganizations: true },
      }),
    )
  })

  async function editWith(...global: ('admin:organizations' | 'read:organization_logs')[]) {
    const person = await inheriting.house.person()
    await inheriting.house.member(there, person, ['Viewer'])
    const inherited = inheriting.portal('update:organization_roles', ...global)
    await inheriting.house.arrange((tx) =>
      tx.userPermission.createMany({ data: inherited.map((ref) => ({ ...ref, userId: person.id })) }),
    )
    const name = newId('role')
    const roleId = await inheriting.ownRole(there, name)
    const access = await inheriting.house.accessTo(there, person, 'update:organization_roles')
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
