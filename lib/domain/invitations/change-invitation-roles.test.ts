import { beforeEach, describe, expect, it } from 'vitest'
import { changeMemberRoles } from '@/lib/domain/members/change-member-roles'
import {
  createInvitationFixtures,
  newAddress,
  newPerson,
  type InvitationFixture,
} from '@/test/fixtures/invitations'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { acceptInvitation } from './accept-invitation'
import { changeInvitationRoles } from './change-invitation-roles'
import { joinByInvitation } from './join-by-invitation'
import { listInvitations } from './list-invitations'
import { revokeInvitations } from './revoke-invitations'

const { tenant, owner, createFixture } = await createInvitationFixtures()
const admin = await tenant.createUser({ name: 'Ada Admin' })
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
  await tenant.addMember(fixture.organization, admin, ['Admin'])
})

async function changeTo(invitationId: string, roles: string[], by = owner) {
  const roleIds = roles.map((role) => tenant.role(role))
  return changeInvitationRoles(await fixture.inviting(by), { invitationId, roleIds })
}

async function pendingRoles(): Promise<string[] | undefined> {
  const window = { take: 25, skip: 0, include: 'details', states: ['pending'] } as const
  const { rows } = await listInvitations(await fixture.reading(), window)
  return rows[0]?.roles.map(({ name }) => name)
}

describe('changeInvitationRoles', () => {
  it('gives the roles offered last, by the link emailed first, and the audit says so', async () => {
    const { id, email, mailed } = await fixture.sendToNew(['Member', 'Viewer'])
    const changed = await changeTo(id, ['Viewer', 'Admin'])
    expect(changed).toMatchObject({ email, roles: [{ name: 'Admin' }, { name: 'Viewer' }] })
    expect(await pendingRoles()).toEqual(['Admin', 'Viewer'])
    expect(await fixture.eventsOf('invitation.roles_changed')).toMatchObject([
      {
        actorId: owner.id,
        targetId: id,
        details: { before: { roles: ['Member', 'Viewer'] }, after: { roles: ['Admin', 'Viewer'] } },
      },
    ])
    const { userId } = await joinByInvitation(tenant.tenantId, mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual(['Admin', 'Viewer'])
  })

  it('sends no mail, and writes nothing where nothing changes', async () => {
    const { id, email } = await fixture.sendToNew(['Member'])
    await changeTo(id, ['Member'], admin)
    expect(await fixture.eventsOf('invitation.roles_changed')).toEqual([])
    await changeTo(id, ['Viewer'])
    expect(await fixture.mailsTo(email)).toHaveLength(1)
  })

  it('makes the last changer the inviter: a role that they may no longer give is dropped on acceptance', async () => {
    const { id, mailed } = await fixture.sendToNew(['Viewer'])
    await changeTo(id, ['Admin', 'Viewer'], admin)
    await changeMemberRoles(
      await tenant.accessTo(fixture.organization, owner, 'read:organization_member_roles'),
      {
        userId: admin.id,
        replace: [tenant.role('Member')],
      },
    )
    const { userId } = await joinByInvitation(tenant.tenantId, mailed, newPerson)
    expect(await fixture.rolesOf(userId)).toEqual(['Viewer'])
  })

  it('refuses roles that the changer may not give, added or kept, and changes nothing', async () => {
    const { id } = await fixture.sendToNew(['Member'])
    await expect(changeTo(id, ['Owner'], admin)).rejects.toMatchObject({ code: 'not_yours_to_give' })
    await expect(changeTo(id, ['Member', 'Support'])).rejects.toMatchObject({ code: 'not_yours_to_give' })
    const ownerInvitation = await fixture.send(newAddress(), ['Owner', 'Viewer'])
    const kept = changeTo(ownerInvitation.id, ['Owner', 'Member'], admin)
    await expect(kept).rejects.toMatchObject({ code: 'not_yours_to_give' })
    const taken = changeTo(ownerInvitation.id, ['Viewer'], admin)
    await expect(taken).rejects.toMatchObject({ code: 'not_yours_to_give' })
    expect(await pendingRoles()).toEqual(['Owner', 'Viewer'])
  })

  it('asks for at least one role', async () => {
    const { id } = await fixture.sendToNew()
    await expect(changeTo(id, [])).rejects.toMatchObject({ code: 'invalid', field: undefined })
  })

  it('removes a role that can no longer be assigned', async () => {
    const roleId = await fixture.createRole('Withdrawn')
    const { id } = await fixture.sendToNew(['Withdrawn', 'Member'])
    await tenant.write((tx) => tx.role.updateMany({ where: { id: roleId }, data: { assignable: false } }))
    await expect(changeTo(id, ['Withdrawn', 'Viewer'])).rejects.toMatchObject({ code: 'not_yours_to_give' })
    await changeTo(id, ['Member'], admin)
    expect(await pendingRoles()).toEqual(['Member'])
  })

  it('refuses an invitation that is closed, and finds none of another organization', async () => {
    const { id } = await fixture.sendToNew()
    const neighbour = await tenant.createOrganization({ owner })
    const roleIds = [tenant.role('Viewer')]
    const foreign = changeInvitationRoles(await fixture.inviting(owner, neighbour), {
      invitationId: id,
      roleIds,
    })
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
    await revokeInvitations(await fixture.revoking(), [id])
    await expect(changeTo(id, ['Viewer'])).rejects.toMatchObject({ code: 'gone' })
  })

  it('is not accepted for the user who chose its roles', async () => {
    const { id, mailed } = await invitedBeforeJoining()
    await changeTo(id, ['Member'], admin)
    await tenant.write((tx) =>
      tx.member.deleteMany({ where: { organizationId: fixture.organization.id, userId: admin.id } }),
    )
    await expect(acceptInvitation(admin.self, mailed)).rejects.toThrow('You created this invitation')
  })

  async function invitedBeforeJoining() {
    await tenant.write((tx) =>
      tx.member.deleteMany({ where: { organizationId: fixture.organization.id, userId: admin.id } }),
    )
    const sent = await fixture.send(admin.email, ['Viewer'])
    await tenant.addMember(fixture.organization, admin, ['Admin'])
    return sent
  }
})

describe('at once with a change of its roles', () => {
  const times = rounds(8)

  it(
    'accepting gives the roles before or those after, never both or neither',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      for (let count = 0; count < times; count += 1) {
        const guest = await tenant.createUser()
        const { id, mailed } = await fixture.send(guest.email, ['Member', 'Viewer'])
        const access = await fixture.inviting()
        const accept = () => acceptInvitation(guest.self, mailed)
        const change = () =>
          changeInvitationRoles(access, { invitationId: id, roleIds: [tenant.role('Admin')] })
        const [first, second] = count % 2 === 0 ? [change, accept] : [accept, change]
        const outcomes = await Promise.allSettled([first(), second()])
        const changed = outcomes[count % 2]
        if (changed?.status === 'rejected') expect(changed.reason).toMatchObject({ code: 'gone' })
        const expected = changed?.status === 'fulfilled' ? ['Admin'] : ['Member', 'Viewer']
        expect(await fixture.rolesOf(guest.id)).toEqual(expected)
      }
    },
  )

  it(
    'revoking wins or comes second, and it stays revoked',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      for (let count = 0; count < times; count += 1) {
        const { id } = await fixture.sendToNew(['Member'])
        const access = await fixture.inviting()
        const revoking = await fixture.revoking()
        const change = () =>
          changeInvitationRoles(access, { invitationId: id, roleIds: [tenant.role('Admin')] })
        const revoke = () => revokeInvitations(revoking, [id])
        const [first, second] = count % 2 === 0 ? [change, revoke] : [revoke, change]
        const outcomes = await Promise.allSettled([first(), second()])
        const changed = outcomes[count % 2]
        if (changed?.status === 'rejected') expect(changed.reason).toMatchObject({ code: 'gone' })
        expect(await fixture.stateOf(id)).toBe('revoked')
        const events = (await fixture.eventsOf('invitation.roles_changed')).filter(
          ({ targetId }) => targetId === id,
        )
        expect(events).toHaveLength(changed?.status === 'fulfilled' ? 1 : 0)
      }
    },
  )

  it(
    'a demotion of the changer leaves no offer that exceeds their permissions',
    { timeout: timeoutOfRounds(60_000) },
    async () => {
      for (let count = 0; count < times; count += 1) {
        const changer = await tenant.createUser()
        await tenant.addMember(fixture.organization, changer, ['Admin'])
        const { id } = await fixture.sendToNew(['Viewer'])
        const changing = await fixture.inviting(changer)
        const demoting = await tenant.accessTo(fixture.organization, owner, 'read:organization_member_roles')
        const [, demoted] = await Promise.allSettled([
          changeInvitationRoles(changing, { invitationId: id, roleIds: [tenant.role('Admin')] }),
          changeMemberRoles(demoting, { userId: changer.id, replace: [tenant.role('Viewer')] }),
        ])
        expect(demoted.status).toBe('fulfilled')
        const late = changeInvitationRoles(changing, { invitationId: id, roleIds: [tenant.role('Member')] })
        await expect(late).rejects.toMatchObject({ code: 'not_found' })
      }
    },
  )
})
