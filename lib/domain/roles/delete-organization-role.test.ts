import { afterAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { InvitationFixture } from '@/test/fixtures/invitations'
import { refusal } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing } from '@/test/fixtures/role-editing'
import { acceptInvitation } from '../invitations/accept-invitation'
import { deleteOrganizationRole } from './delete-organization-role'
import type { PermissionRef } from './permission-ref'

const { room, owner, keeper, place: organization } = await prepareRoleEditing('delete:organization_roles')

afterAll(disconnect)

async function made(...permissions: PermissionRef[]): Promise<{ id: string; name: string }> {
  const name = newId('role')
  return { id: await room.ownRole(organization, name, permissions), name }
}

async function remove(roleId: string, by = owner, at = organization) {
  return deleteOrganizationRole(await room.tenant.accessTo(at, by, 'delete:organization_roles'), roleId)
}

async function refused(roleId: string, expected: string, by = owner): Promise<void> {
  const before = await room.roleOf(roleId)
  expect(await refusal(remove(roleId, by))).toBe(expected)
  expect(await room.roleOf(roleId)).toEqual(before)
}

describe('deleting a role', () => {
  it('takes it from its holders, who keep their others, and leaves one event', async () => {
    const role = await made(...room.documents('read'))
    const holder = await room.member(organization, [role.name, 'Viewer'])
    expect(await remove(role.id)).toEqual({ name: role.name })
    expect(await room.roleOf(role.id)).toBeNull()
    expect(await room.holding(organization, holder)).toEqual(['Viewer'])
    const events = await room.eventsOf(organization, 'role.deleted')
    expect(events.filter(({ targetId }) => targetId === role.id)).toMatchObject([
      {
        actorId: owner.id,
        people: { targetName: role.name },
        details: {
          before: { name: role.name, permissions: ['read:documents (Documents)'] },
          after: null,
          members: 1,
        },
      },
    ])
  })

  it('leaves open invitations open; who accepts gets what is left of the offer', async () => {
    const [role, kept] = [await made(), await made()]
    room.tenant.roles[role.name] = role.id
    room.tenant.roles[kept.name] = kept.id
    const scene = new InvitationFixture(room.tenant, owner, organization)
    const guest = await room.tenant.person()
    const { mailed } = await scene.send(guest.email, [role.name, kept.name])
    await remove(role.id)
    await acceptInvitation(guest.self, mailed)
    expect(await room.holding(organization, guest)).toEqual([kept.name])
  })
})

describe('refused is', () => {
  it('a role of another organization, of the tenant, or of nobody', async () => {
    const elsewhere = await room.tenant.organization({ owner })
    const foreign = await room.ownRole(elsewhere, 'Foreign')
    for (const id of [foreign, room.tenant.role('Viewer'), room.tenant.role('Support'), newId('role')])
      await refused(id, 'not_found')
    expect(await refusal(remove((await made()).id, owner, elsewhere))).toBe('not_found')
  })

  it('one that somebody holds and no other; it says how many', async () => {
    const role = await made()
    const first = await room.member(organization, [role.name])
    await room.member(organization, [role.name, 'Viewer'])
    const one = await remove(role.id).catch((error: unknown) => error)
    expect(one).toEqual(
      new DomainError('conflict', '1 member holds no other role. Give that member another one first.'),
    )
    await room.member(organization, [role.name])
    await expect(remove(role.id)).rejects.toThrow(
      '2 members hold no other role. Give them another one first.',
    )
    expect(await room.holding(organization, first)).toEqual([role.name])
  })

  it('one whose only holder holds another role elsewhere alone', async () => {
    const role = await made()
    const holder = await room.member(organization, [role.name])
    await room.tenant.member(await room.tenant.organization(), holder, ['Member'])
    await refused(role.id, 'conflict')
  })

  it('one that may do more than the editor', async () => {
    const role = await made(...room.portal('read:organization_logs'))
    await refused(role.id, 'not_yours_to_give', keeper)
    await remove(role.id)
  })

  it('one that somebody holds who may do more than the editor', async () => {
    const role = await made()
    await room.member(organization, [role.name, 'Admin'])
    await refused(role.id, 'not_yours_to_give', keeper)
    await remove(role.id)
  })

  it('who may not delete roles', async () => {
    const role = await made()
    await refused(role.id, 'not_found', await room.member(organization, ['Admin']))
  })
})
