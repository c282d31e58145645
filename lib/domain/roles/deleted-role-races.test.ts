import { beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/ids'
import { inviteesOf, newAddress, InvitationFixture } from '@/test/fixtures/invitations'
import type { RoleTenant } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing, race, type RoleEditing } from '@/test/fixtures/role-editing'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { acceptInvitation } from '../invitations/accept-invitation'
import { invite } from '../invitations/invite'
import { changeMemberRoles } from '../members/change-member-roles'
import { changeOrganizationRole } from './change-organization-role'
import { deleteOrganizationRole } from './delete-organization-role'

// The proof sends more invitations than an organization may in a day.
vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let editing: RoleEditing
let roleTenant: RoleTenant
const times = rounds(8)

beforeAll(async () => {
  editing = await prepareRoleEditing('update:organization_roles')
  roleTenant = editing.roleTenant
})

async function removing(roleId: string) {
  const access = await roleTenant.tenant.accessTo(
    editing.organization,
    editing.owner,
    'delete:organization_roles',
  )
  return () => deleteOrganizationRole(access, roleId)
}

describe('a role that is deleted while it is', () => {
  it(
    'given: the member has it and it stays, or it is deleted and cannot be given',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      for (let round = 0; round < times; round += 1) {
        const { roleId, name } = await editing.createRole()
        const person = await roleTenant.createMember(editing.organization, ['Viewer'])
        const access = await roleTenant.tenant.accessTo(
          editing.organization,
          editing.owner,
          'read:organization_member_roles',
        )
        const giving = () => changeMemberRoles(access, { userId: person.id, replace: [roleId] })
        const [gave, deleted] = await race(round, giving, await removing(roleId))
        expect([gave, deleted]).toEqual(
          gave === 'done' ? ['done', 'conflict'] : ['not_yours_to_give', 'done'],
        )
        expect(await roleTenant.rolesOf(editing.organization, person)).toEqual([
          gave === 'done' ? name : 'Viewer',
        ])
      }
    },
  )

  it(
    'offered: the offer is made and drops it, or is refused',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      for (let round = 0; round < times; round += 1) {
        const [{ roleId }, access] = await Promise.all([
          editing.createRole(),
          roleTenant.tenant.accessTo(editing.organization, editing.owner, 'create:organization_invitations'),
        ])
        const roleIds = [roleId, roleTenant.tenant.role('Viewer')]
        const offering = () => invite(access, { invitees: inviteesOf([newAddress()], roleIds) })
        const [offered, deleted] = await race(round, offering, await removing(roleId))
        expect(deleted).toBe('done')
        expect(['done', 'not_yours_to_give at roles']).toContain(offered)
        const left = await roleTenant.tenant.read((tx) => tx.invitationRole.count({ where: { roleId } }))
        expect(left).toBe(0)
      }
    },
  )

  it(
    'accepted with another: it is deleted, and the invitee has the other',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      const kept = await editing.createRole()
      const fixture = new InvitationFixture(roleTenant.tenant, editing.owner, editing.organization)
      roleTenant.tenant.roles.Kept = kept.roleId
      for (let round = 0; round < times; round += 1) {
        const { roleId, name } = await editing.createRole()
        roleTenant.tenant.roles.Passing = roleId
        const guest = await roleTenant.tenant.createUser()
        const { mailed } = await fixture.send(guest.email, ['Kept', 'Passing'])
        const accepting = () => acceptInvitation(guest.self, mailed)
        expect(await race(round, accepting, await removing(roleId))).toEqual(['done', 'done'])
        expect(await roleTenant.roleOf(roleId)).toBeNull()
        expect(await roleTenant.rolesOf(editing.organization, guest)).toEqual([kept.name])
        expect(name).not.toBe(kept.name)
      }
    },
  )

  it('accepted alone: one of the two is refused', { timeout: timeoutOfRounds(60_000) }, async () => {
    const fixture = new InvitationFixture(roleTenant.tenant, editing.owner, editing.organization)
    for (let round = 0; round < times; round += 1) {
      const { roleId, name } = await editing.createRole()
      roleTenant.tenant.roles.Passing = roleId
      const guest = await roleTenant.tenant.createUser()
      const { mailed } = await fixture.send(guest.email, ['Passing'])
      const accepting = () => acceptInvitation(guest.self, mailed)
      const [accepted, deleted] = await race(round, accepting, await removing(roleId))
      expect([accepted, deleted]).toEqual(accepted === 'done' ? ['done', 'conflict'] : ['conflict', 'done'])
      expect(await roleTenant.rolesOf(editing.organization, guest)).toEqual(accepted === 'done' ? [name] : [])
    }
  })

  it(
    'edited: it is edited and then deleted, or deleted and not found',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      for (let round = 0; round < times; round += 1) {
        const role = await editing.createRole()
        const { version } = await editing.review(role)
        const access = await roleTenant.tenant.accessTo(
          editing.organization,
          editing.owner,
          'update:organization_roles',
        )
        const permissions = roleTenant.documents('read')
        const saving = () => changeOrganizationRole(access, { ...role, permissions, version })
        const [edited, deleted] = await race(round, saving, await removing(role.roleId))
        expect(deleted).toBe('done')
        expect(['done', 'not_found']).toContain(edited)
        expect(await roleTenant.roleOf(role.roleId)).toBeNull()
      }
    },
  )
})

it(
  'a permission that is closed while it is added is in the role, or refused',
  { timeout: timeoutOfRounds(60_000) },
  async () => {
    for (let round = 0; round < times; round += 1) {
      const role = await editing.createRole()
      const name = newId('role')
      const permission = { apiId: roleTenant.documentsId, name }
      await roleTenant.tenant.write((tx) =>
        tx.permission.create({ data: { ...permission, openToOrganizations: true } }),
      )
      const { version } = await editing.review(role)
      const access = await roleTenant.tenant.accessTo(
        editing.organization,
        editing.owner,
        'update:organization_roles',
      )
      const adding = () => changeOrganizationRole(access, { ...role, permissions: [permission], version })
      const closing = () =>
        roleTenant.tenant.write((tx) =>
          tx.permission.updateMany({ where: permission, data: { openToOrganizations: false } }),
        )
      const [added] = await race(round, adding, closing)
      expect(['done', 'not_yours_to_give at permissions']).toContain(added)
      expect((await roleTenant.roleOf(role.roleId))?.permissions).toEqual(added === 'done' ? [name] : [])
    }
  },
)
