import { beforeEach, describe, expect, it } from 'vitest'
import { change, unchanged } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import type { TestUser } from '@/test/fixtures/tenant'
import { createInvitationFixtures, newPerson, type InvitationFixture } from '@/test/fixtures/invitations'
import { changeMemberRoles } from '../members/change-member-roles'
import { leaveOrganization } from '../members/leave-organization'
import { removeMembers } from '../members/remove-members'
import { changeInvitationRoles } from './change-invitation-roles'
import { joinByInvitation } from './join-by-invitation'

const { tenant, owner, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})

describe('roles at accept', () => {
  async function droppedRoles() {
    const [event] = await fixture.eventsOf('invitation.accepted')
    return (event?.details as { droppedRoles?: string[] } | undefined)?.droppedRoles
  }

  it('drop when they are deleted; the others stay and the audit names what is gone', async () => {
    const id = await fixture.createRole('Deleted')
    const invited = await fixture.sendToNew(['Viewer', 'Deleted'])
    await tenant.write((tx) => tx.role.deleteMany({ where: { id } }))
    const { userId } = await joinByInvitation(tenant.tenantId, invited.mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual(['Viewer'])
    expect(await droppedRoles()).toEqual(['Deleted'])
  })

  it('drop when they are no longer assignable', async () => {
    const id = await fixture.createRole('Withdrawn')
    const invited = await fixture.sendToNew(['Withdrawn', 'Viewer'])
    await tenant.write((tx) => tx.role.updateMany({ where: { id }, data: { assignable: false } }))
    const { userId } = await joinByInvitation(tenant.tenantId, invited.mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual(['Viewer'])
    expect(await droppedRoles()).toEqual(['Withdrawn'])
  })

  it('stay when they have another name by then', async () => {
    const id = await fixture.createRole('Before')
    const invited = await fixture.sendToNew(['Before'])
    await tenant.write((tx) => tx.role.updateMany({ where: { id }, data: { name: 'After' } }))
    const { userId } = await joinByInvitation(tenant.tenantId, invited.mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual(['After'])
    expect(await droppedRoles()).toEqual([])
  })

  it('drop when the inviter was demoted below them', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(fixture.organization, admin, ['Admin'])
    const invited = await fixture.sendToNew(['Admin', 'Viewer'], admin)
    await tenant.write((tx) => tx.memberRole.deleteMany({ where: { userId: admin.id } }))
    const { userId } = await joinByInvitation(tenant.tenantId, invited.mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual(['Viewer'])
    expect(await droppedRoles()).toEqual(['Admin'])
  })

  it('stay when the inviter has left: their permissions when they sent it count', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(fixture.organization, admin, ['Admin'])
    const invited = await fixture.sendToNew(['Admin'], admin)
    await tenant.write((tx) => tx.member.deleteMany({ where: { userId: admin.id } }))
    const { userId } = await joinByInvitation(tenant.tenantId, invited.mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual(['Admin'])
    const mails = await tenant.read((tx) =>
      tx.mail.count({ where: { template: 'invitation_accepted', organizationId: fixture.organization.id } }),
    )
    expect(mails).toBe(0)
  })

  it('stay dropped when the inviter was demoted below them, and then left or was removed', async () => {
    const ways = [
      async (admin: TestUser) => leaveOrganization(await tenant.accessTo(fixture.organization, admin)),
      async (admin: TestUser) =>
        removeMembers(await tenant.accessTo(fixture.organization, owner, 'delete:organization_members'), {
          users: [admin.id],
          mustBeMembers: true,
        }),
    ]
    for (const going of ways) {
      const admin = await tenant.createUser()
      await tenant.addMember(fixture.organization, admin, ['Admin'])
      const invited = await fixture.sendToNew(['Admin', 'Member', 'Viewer'], admin)
      const demoting = await tenant.accessTo(fixture.organization, owner, 'read:organization_member_roles')
      await changeMemberRoles(demoting, { userId: admin.id, replace: [tenant.role('Member')] })
      await going(admin)
      const { userId } = await joinByInvitation(tenant.tenantId, invited.mailed, newPerson)
      expect(await fixture.rolesOf(userId)).toEqual(['Member', 'Viewer'])
    }
  })

  it('drop when they have grown above the inviter’s permissions since', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(fixture.organization, admin, ['Admin'])
    const id = await fixture.createRole('Growing', { own: true })
    const invited = await fixture.sendToNew(['Growing'], admin)
    await tenant.write(async (tx) => {
      const { apiId, name } = await tx.permission.findFirstOrThrow({
        where: { tenantId: tenant.tenantId, name: 'delete:organizations' },
      })
      await tx.rolePermission.create({ data: { roleId: id, usableIn: fixture.organization.id, apiId, name } })
    })
    const joining = joinByInvitation(tenant.tenantId, invited.mailed, newPerson)
    await expect(joining).rejects.toMatchObject({ code: 'conflict' })
  })

  it('depend on the current permissions of an inviter who is an operator and not a member', async () => {
    const operator = await tenant.createUser()
    await tenant.write(async (tx) => {
      await tx.userRole.create({ data: { userId: operator.id, roleId: tenant.role('Operator') } })
      await tx.tenant.update({
        where: { id: tenant.tenantId },
        data: { inheritGlobalPermissionsInOrganizations: true },
      })
    })
    const first = await fixture.sendToNew(['Owner'], operator)
    const second = await fixture.sendToNew(['Owner'], operator)
    const { userId } = await joinByInvitation(tenant.tenantId, first.mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual(['Owner'])
    await tenant.write((tx) => tx.userRole.deleteMany({ where: { userId: operator.id } }))
    const joining = joinByInvitation(tenant.tenantId, second.mailed, newPerson)
    await expect(joining).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('an invitation with no roles left', () => {
  async function emptied() {
    const id = await fixture.createRole('Passing')
    const invited = await fixture.sendToNew(['Passing'])
    await tenant.write((tx) => tx.role.deleteMany({ where: { id } }))
    return invited
  }

  it('makes no member and no account, and stays pending', async () => {
    const { id, email, mailed } = await emptied()
    const joining = joinByInvitation(tenant.tenantId, mailed, newPerson)
    await expect(joining).rejects.toThrow('can no longer be assigned. Ask Ola Owner for a new invitation.')
    expect(await fixture.stateOf(id)).toBe('pending')
    expect(await tenant.read((tx) => tx.user.count({ where: { emailFolded: email } }))).toBe(0)
    expect(await fixture.eventsOf('invitation.accepted')).toEqual([])
  })

  it('is not sent again as it is, and works once it offers another role', async () => {
    const { id, mailed } = await emptied()
    await expect(fixture.resend(id)).rejects.toThrow('Choose others before you resend it.')
    await changeInvitationRoles(await fixture.inviting(), {
      invitationId: id,
      roleIds: [tenant.role('Viewer')],
    })
    const { userId } = await joinByInvitation(tenant.tenantId, mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual(['Viewer'])
  })

  it('is accepted if it offered no role from the beginning', async () => {
    const { id, mailed } = await fixture.sendToNew()
    await tenant.write(async (tx) => {
      await tx.invitationRole.deleteMany({ where: { invitationId: id } })
      await tx.invitation.updateMany({ where: { id }, data: { offeredRoles: [], offeredRoleIds: [] } })
    })
    const { userId } = await joinByInvitation(tenant.tenantId, mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual([])
  })
})

describe('an inviter', () => {
  it('whose account was deleted can give only what they could when they sent it', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(fixture.organization, admin, ['Admin'])
    const { id, mailed } = await fixture.sendToNew(['Admin', 'Viewer'], admin)
    await tenant.write(async (tx) => {
      const gone = { inviterUserId: null, inviterHeld: ['read:organization_members'] }
      await tx.invitation.updateMany({ where: { id }, data: gone })
    })
    const { userId } = await joinByInvitation(tenant.tenantId, mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual(['Viewer'])
  })

  it('at tenant level is not bound by the giving rule, until a member sends the invitation again', async () => {
    const { id } = await fixture.sendToNew(['Owner'])
    const freed = { inviterUserId: null, inviterHeld: [], inviterExempt: true }
    await tenant.write((tx) => tx.invitation.updateMany({ where: { id }, data: freed }))
    const other = await fixture.sendToNew(['Owner'])
    await tenant.write((tx) => tx.invitation.updateMany({ where: { id: other.id }, data: freed }))
    const { mailed } = await fixture.resend(id)
    await tenant.write((tx) => tx.memberRole.deleteMany({ where: { userId: owner.id } }))
    await expect(joinByInvitation(tenant.tenantId, mailed, newPerson)).rejects.toMatchObject({
      code: 'conflict',
    })
    const { userId } = await joinByInvitation(tenant.tenantId, other.mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual(['Owner'])
  })

  it('is always bound by the rule for granting in an organization', async () => {
    const insertion = change(await fixture.inviting(), async (tx) => {
      await tx.invitation.create({
        data: {
          id: newId('invitation'),
          organizationId: fixture.organization.id,
          email: 'x@y.test',
          emailFolded: 'x@y.test',
          inviterName: 'Ola Owner',
          inviterExempt: true,
          expiresAt: new Date(),
        },
      })
      return unchanged(null)
    })
    await expect(insertion).rejects.toThrow('row-level security')
  })
})
