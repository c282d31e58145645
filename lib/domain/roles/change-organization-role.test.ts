import { afterAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { address, newAddress } from '@/test/invitations'
import { refusal } from '@/test/own-roles'
import { makeRoleDesk } from '@/test/role-desk'
import { invite } from '../invitations/invite'

const desk = await makeRoleDesk('update:organization_roles')
const { room, owner, keeper, place } = desk

afterAll(disconnect)

describe('a review', () => {
  it('says what would change and who would be affected, and changes nothing', async () => {
    const role = await desk.made(...room.portal('read:organization_logs'), ...room.documents('read'))
    for (const name of ['Fay', 'Eve', 'Dan', 'Cem', 'Bea', 'Abe'])
      await room.member(place, [role.name, 'Viewer'], name)
    const inviting = await room.house.accessTo(place, owner, 'create:organization_invitations')
    await invite(inviting, { addresses: [address(newAddress())], roleIds: [role.roleId] })
    const before = await room.roleOf(role.roleId)
    const permissions = room.documents('read', 'write')
    const edit = { ...role, name: 'Scribe', description: 'Writes', permissions }
    expect(await desk.review(edit)).toEqual({
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
    const role = await desk.made(...room.documents('read'))
    await room.member(place, [role.name])
    expect(await desk.review(role, keeper)).toEqual({
      ...{ version: expect.any(String) as string, adds: [], removes: [] },
      ...{ holders: { names: [], count: 1 }, invitations: 0 },
    })
  })
})

describe('a change', () => {
  it('writes the difference and leaves one event that says it', async () => {
    const role = await desk.made(...room.portal('read:organization_logs'), ...room.documents('read'))
    const permissions = room.documents('read', 'write')
    expect(await desk.save({ ...role, name: ' New  name ', description: '', permissions })).toEqual({
      name: 'New name',
    })
    expect(await room.roleOf(role.roleId)).toEqual({
      name: 'New name',
      description: '',
      permissions: ['read:documents', 'write:documents'],
    })
    const events = await room.eventsOf(place, 'role.changed')
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
    const role = await desk.made(...room.documents('read'))
    const version = await desk.versionOf(role.roleId)
    await desk.save(role)
    expect(await desk.versionOf(role.roleId)).toBe(version)
    const events = await room.eventsOf(place, 'role.changed')
    expect(events.filter(({ targetId }) => targetId === role.roleId)).toEqual([])
  })

  it('of the name’s letter case only does not conflict with the role itself', async () => {
    const role = await desk.made()
    expect(await desk.save({ ...role, name: role.name.toUpperCase() })).toEqual({
      name: role.name.toUpperCase(),
    })
  })

  it('is possible although a tenant role took the name meanwhile, unless it renames the role', async () => {
    const role = await desk.made(...room.documents('read', 'write'))
    await room.house.arrange((tx) =>
      tx.role.create({ data: { id: newId('role'), name: role.name.toUpperCase() } }),
    )
    await desk.save({ ...role, permissions: room.documents('read') })
    expect((await room.roleOf(role.roleId))?.permissions).toEqual(['read:documents'])
    await desk.refused({ ...role, name: role.name.toUpperCase() }, 'conflict at name')
  })

  it('can keep a permission that was closed meanwhile, but not add it again after removing it', async () => {
    const role = await desk.made(...room.documents('read', 'shred'))
    await desk.save({ ...role, permissions: room.documents('shred', 'write') })
    expect((await room.roleOf(role.roleId))?.permissions).toEqual(['shred:documents', 'write:documents'])
    await desk.save({ ...role, permissions: room.documents('write') })
    await desk.refused(
      { ...role, permissions: room.documents('write', 'shred') },
      'not_yours_to_give at permissions',
    )
  })

  it('keeps permissions that count only at tenant level', async () => {
    const role = await desk.made(...room.portal('read:users'), ...room.documents('read'))
    await desk.save({ ...role, permissions: room.documents('write') }, keeper)
    expect((await room.roleOf(role.roleId))?.permissions).toEqual(['read:users', 'write:documents'])
  })

  it('of a role that has changed since the review is a conflict', async () => {
    const role = await desk.made(...room.documents('read'))
    const { version } = await desk.review(role)
    await desk.save({ ...role, permissions: room.documents('read', 'write') })
    const edit = { ...role, permissions: [], version }
    expect(await refusal(desk.change(edit))).toBe('conflict')
    expect(await refusal(desk.change({ ...edit, version: 'nonsense' }))).toBe('conflict')
    expect((await room.roleOf(role.roleId))?.permissions).toEqual(['read:documents', 'write:documents'])
  })

  it('applies to the role’s holders at once', async () => {
    const role = await desk.made(...room.portal('read:organization_members'))
    const holder = await room.member(place, [role.name])
    await room.house.accessTo(place, holder, 'read:organization_members')
    await desk.save({ ...role, permissions: room.portal('read:organization_logs') })
    await room.house.accessTo(place, holder, 'read:organization_logs')
    const asking = room.house.accessTo(place, holder, 'read:organization_members')
    expect(await refusal(asking)).toBe('not_found')
  })
})
