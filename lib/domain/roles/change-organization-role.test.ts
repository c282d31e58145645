import { afterAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { inviteesOf, newAddress } from '@/test/fixtures/invitations'
import { refusal } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing } from '@/test/fixtures/role-editing'
import { invite } from '../invitations/invite'

const api = await prepareRoleEditing('update:organization_roles')
const { room, owner, keeper, place: organization } = api

afterAll(disconnect)

describe('a review', () => {
  it('says what would change and who would be affected, and changes nothing', async () => {
    const role = await api.made(...room.portal('read:organization_logs'), ...room.documents('read'))
    for (const name of ['Fay', 'Eve', 'Dan', 'Cem', 'Bea', 'Abe'])
      await room.member(organization, [role.name, 'Viewer'], name)
    const inviting = await room.tenant.accessTo(organization, owner, 'create:organization_invitations')
    await invite(inviting, { invitees: inviteesOf([newAddress()], [role.roleId]) })
    const before = await room.roleOf(role.roleId)
    const permissions = room.documents('read', 'write')
    const edit = { ...role, name: 'Scribe', description: 'Writes', permissions }
    expect(await api.review(edit)).toEqual({
      version: expect.any(String) as string,
      name: { before: role.name, after: 'Scribe' },
      description: { before: 'As it was', after: 'Writes' },
      adds: [{ apiName: 'Documents', name: 'write:documents', description: 'To write documents' }],
      removes: [
        { apiName: 'Management API', name: 'read:organization_logs', description: 'See the audit log' },
      ],
      holders: { names: ['Abe', 'Bea', 'Cem', 'Dan', 'Eve'], count: 6 },
      invitations: 1,
    })
    expect(await room.roleOf(role.roleId)).toEqual(before)
  })

  it('names nobody to an editor who may not see the members, and leaves out what stays', async () => {
    const role = await api.made(...room.documents('read'))
    await room.member(organization, [role.name])
    expect(await api.review(role, keeper)).toEqual({
      version: expect.any(String) as string,
      adds: [],
      removes: [],
      holders: { names: [], count: 1 },
      invitations: 0,
    })
  })
})

describe('a change', () => {
  it('writes the difference and leaves one event that says it', async () => {
    const role = await api.made(...room.portal('read:organization_logs'), ...room.documents('read'))
    const permissions = room.documents('read', 'write')
    expect(await api.save({ ...role, name: ' New  name ', description: '', permissions })).toEqual({
      name: 'New name',
    })
    expect(await room.roleOf(role.roleId)).toEqual({
      name: 'New name',
      description: '',
      permissions: ['read:documents', 'write:documents'],
    })
    const events = await room.eventsOf(organization, 'role.changed')
    expect(events.filter(({ targetId }) => targetId === role.roleId)).toMatchObject([
      {
        actorId: owner.id,
        targetKind: 'role',
        people: { targetName: 'New name' },
        details: {
          before: {
            name: role.name,
            description: 'As it was',
            permissions: ['read:organization_logs', 'read:documents (Documents)'],
          },
          after: {
            name: 'New name',
            description: '',
            permissions: ['read:documents (Documents)', 'write:documents (Documents)'],
          },
        },
      },
    ])
  })

  it('of nothing changes nothing, not even the version', async () => {
    const role = await api.made(...room.documents('read'))
    const version = await api.versionOf(role.roleId)
    await api.save(role)
    expect(await api.versionOf(role.roleId)).toBe(version)
    const events = await room.eventsOf(organization, 'role.changed')
    expect(events.filter(({ targetId }) => targetId === role.roleId)).toEqual([])
  })

  it('of the name’s letter case only does not conflict with the role itself', async () => {
    const role = await api.made()
    expect(await api.save({ ...role, name: role.name.toUpperCase() })).toEqual({
      name: role.name.toUpperCase(),
    })
  })

  it('is possible although a tenant role took the name meanwhile, unless it renames the role', async () => {
    const role = await api.made(...room.documents('read', 'write'))
    await room.tenant.write((tx) =>
      tx.role.create({ data: { id: newId('role'), name: role.name.toUpperCase() } }),
    )
    await api.save({ ...role, permissions: room.documents('read') })
    expect((await room.roleOf(role.roleId))?.permissions).toEqual(['read:documents'])
    await api.refused({ ...role, name: role.name.toUpperCase() }, 'conflict at name')
  })

  it('can keep a permission that was closed meanwhile, but not add it again after removing it', async () => {
    const role = await api.made(...room.documents('read', 'shred'))
    await api.save({ ...role, permissions: room.documents('shred', 'write') })
    expect((await room.roleOf(role.roleId))?.permissions).toEqual(['shred:documents', 'write:documents'])
    await api.save({ ...role, permissions: room.documents('write') })
    await api.refused(
      { ...role, permissions: room.documents('write', 'shred') },
      'not_yours_to_give at permissions',
    )
  })

  it('keeps permissions that count only at tenant level', async () => {
    const role = await api.made(...room.portal('read:users'), ...room.documents('read'))
    await api.save({ ...role, permissions: room.documents('write') }, keeper)
    expect((await room.roleOf(role.roleId))?.permissions).toEqual(['read:users', 'write:documents'])
  })

  it('of a role that has changed since the review is a conflict', async () => {
    const role = await api.made(...room.documents('read'))
    const { version } = await api.review(role)
    await api.save({ ...role, permissions: room.documents('read', 'write') })
    const edit = { ...role, permissions: [], version }
    expect(await refusal(api.change(edit))).toBe('conflict')
    expect(await refusal(api.change({ ...edit, version: 'nonsense' }))).toBe('conflict')
    expect((await room.roleOf(role.roleId))?.permissions).toEqual(['read:documents', 'write:documents'])
  })

  it('applies to the role’s holders at once', async () => {
    const role = await api.made(...room.portal('read:organization_members'))
    const holder = await room.member(organization, [role.name])
    await room.tenant.accessTo(organization, holder, 'read:organization_members')
    await api.save({ ...role, permissions: room.portal('read:organization_logs') })
    await room.tenant.accessTo(organization, holder, 'read:organization_logs')
    const context = room.tenant.accessTo(organization, holder, 'read:organization_members')
    expect(await refusal(context)).toBe('not_found')
  })
})
