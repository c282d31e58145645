import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { inviteesOf, newAddress } from '@/test/fixtures/invitations'
import { refusal } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing } from '@/test/fixtures/role-editing'
import { invite } from '../invitations/invite'

const editing = await prepareRoleEditing('update:organization_roles')
const { roleTenant, owner, manager, organization } = editing

describe('a review', () => {
  it('says what would change and who would be affected, and changes nothing', async () => {
    const role = await editing.createRole(
      ...roleTenant.portal('read:organization_logs'),
      ...roleTenant.documents('read'),
    )
    for (const name of ['Fay', 'Eve', 'Dan', 'Cem', 'Bea', 'Abe'])
      await roleTenant.createMember(organization, [role.name, 'Viewer'], name)
    const inviting = await roleTenant.tenant.accessTo(organization, owner, 'create:organization_invitations')
    await invite(inviting, { invitees: inviteesOf([newAddress()], [role.roleId]) })
    const before = await roleTenant.roleOf(role.roleId)
    const permissions = roleTenant.documents('read', 'write')
    const edit = { ...role, name: 'Scribe', description: 'Writes', permissions }
    expect(await editing.review(edit)).toEqual({
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
    expect(await roleTenant.roleOf(role.roleId)).toEqual(before)
  })

  it('names no members to an editor who may not see them, and leaves out what stays', async () => {
    const role = await editing.createRole(...roleTenant.documents('read'))
    await roleTenant.createMember(organization, [role.name])
    expect(await editing.review(role, manager)).toEqual({
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
    const role = await editing.createRole(
      ...roleTenant.portal('read:organization_logs'),
      ...roleTenant.documents('read'),
    )
    const permissions = roleTenant.documents('read', 'write')
    expect(await editing.save({ ...role, name: ' New  name ', description: '', permissions })).toEqual({
      name: 'New name',
    })
    expect(await roleTenant.roleOf(role.roleId)).toEqual({
      name: 'New name',
      description: '',
      permissions: ['read:documents', 'write:documents'],
    })
    const events = await roleTenant.eventsOf(organization, 'role.changed')
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
    const role = await editing.createRole(...roleTenant.documents('read'))
    const version = await editing.versionOf(role.roleId)
    await editing.save(role)
    expect(await editing.versionOf(role.roleId)).toBe(version)
    const events = await roleTenant.eventsOf(organization, 'role.changed')
    expect(events.filter(({ targetId }) => targetId === role.roleId)).toEqual([])
  })

  it('of the name’s letter case only does not conflict with the role itself', async () => {
    const role = await editing.createRole()
    expect(await editing.save({ ...role, name: role.name.toUpperCase() })).toEqual({
      name: role.name.toUpperCase(),
    })
  })

  it('is possible although a tenant role took the name meanwhile, unless it renames the role', async () => {
    const role = await editing.createRole(...roleTenant.documents('read', 'write'))
    await roleTenant.tenant.write((tx) =>
      tx.role.create({ data: { id: newId('role'), name: role.name.toUpperCase() } }),
    )
    await editing.save({ ...role, permissions: roleTenant.documents('read') })
    expect((await roleTenant.roleOf(role.roleId))?.permissions).toEqual(['read:documents'])
    await editing.expectRefusal({ ...role, name: role.name.toUpperCase() }, 'conflict at name')
  })

  it('can keep a permission that was closed meanwhile, but not add it again after removing it', async () => {
    const role = await editing.createRole(...roleTenant.documents('read', 'shred'))
    await editing.save({ ...role, permissions: roleTenant.documents('shred', 'write') })
    expect((await roleTenant.roleOf(role.roleId))?.permissions).toEqual([
      'shred:documents',
      'write:documents',
    ])
    await editing.save({ ...role, permissions: roleTenant.documents('write') })
    await editing.expectRefusal(
      { ...role, permissions: roleTenant.documents('write', 'shred') },
      'not_yours_to_give at permissions',
    )
  })

  it('keeps permissions that count only at tenant level', async () => {
    const role = await editing.createRole(...roleTenant.portal('read:users'), ...roleTenant.documents('read'))
    await editing.save({ ...role, permissions: roleTenant.documents('write') }, manager)
    expect((await roleTenant.roleOf(role.roleId))?.permissions).toEqual(['read:users', 'write:documents'])
  })

  it('of a role that has changed since the review is a conflict', async () => {
    const role = await editing.createRole(...roleTenant.documents('read'))
    const { version } = await editing.review(role)
    await editing.save({ ...role, permissions: roleTenant.documents('read', 'write') })
    const edit = { ...role, permissions: [], version }
    expect(await refusal(editing.change(edit))).toBe('conflict')
    expect(await refusal(editing.change({ ...edit, version: 'nonsense' }))).toBe('conflict')
    expect((await roleTenant.roleOf(role.roleId))?.permissions).toEqual(['read:documents', 'write:documents'])
  })

  it('applies to the role’s holders at once', async () => {
    const role = await editing.createRole(...roleTenant.portal('read:organization_members'))
    const holder = await roleTenant.createMember(organization, [role.name])
    await roleTenant.tenant.accessTo(organization, holder, 'read:organization_members')
    await editing.save({ ...role, permissions: roleTenant.portal('read:organization_logs') })
    await roleTenant.tenant.accessTo(organization, holder, 'read:organization_logs')
    const context = roleTenant.tenant.accessTo(organization, holder, 'read:organization_members')
    expect(await refusal(context)).toBe('not_found')
  })
})
