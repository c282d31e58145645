import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { newId } from '@/lib/ids'
import { enterOrganization } from '../organizations/enter-organization'
import { findSession } from '../users/find-session'
import { leaveOrganization } from './leave-organization'
import { removeMembers } from './remove-members'

let tenant: TestTenant
let owner: TestUser
let admin: TestUser
let member: TestUser
let place: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
})

beforeEach(async () => {
  owner = await tenant.createUser({ name: 'Olga Owner' })
  admin = await tenant.createUser({ name: 'Ada Admin' })
  member = await tenant.createUser({ name: 'Mia Member' })
  place = await tenant.createOrganization({ owner })
  await tenant.addMember(place, admin, ['Admin'])
  await tenant.addMember(place, member, ['Member', 'Viewer'])
})

async function remove(actor: TestUser, target: { id: string }, revokeInvitations = false) {
  const access = await tenant.accessTo(place, actor, 'delete:organization_members')
  return removeMembers(access, { users: [target.id], mustBeMembers: true, revokeInvitations })
}

function isMember(person: { id: string }, of = place): Promise<boolean> {
  return tenant.read(
    async (tx) => (await tx.member.count({ where: { organizationId: of.id, userId: person.id } })) > 0,
  )
}

function eventsOf(...types: string[]) {
  return tenant.read((tx) =>
    tx.auditEvent.findMany({
      where: { organizationId: place.id, type: { in: types } },
      include: { people: true },
    }),
  )
}

async function invitation(
  inviter: TestUser,
  given: { email: string; overdue?: boolean; organization?: TestOrganization },
) {
  const { email, overdue = false, organization = place } = given
  const id = newId('invitation')
  await tenant.write((tx) =>
    tx.invitation.create({
      data: {
        id,
        organizationId: organization.id,
        email,
        emailFolded: email,
        inviterUserId: inviter.id,
        inviterName: inviter.name,
        inviterHeld: [],
        offeredRoles: [],
        expiresAt: new Date(Date.now() + (overdue ? -1000 : 100_000)),
      },
    }),
  )
  return () =>
    tenant.read(
      async (tx) => (await tx.invitation.findFirstOrThrow({ where: { id }, select: { state: true } })).state,
    )
}

describe('removing a member', () => {
  it('ends the membership and its roles, tells the user by email, and records one event', async () => {
    expect(await remove(admin, member)).toMatchObject({ names: ['Mia Member'], revoked: 0 })
    expect(await isMember(member)).toBe(false)
    const left = await tenant.read((tx) =>
      tx.memberRole.count({ where: { organizationId: place.id, userId: member.id } }),
    )
    expect(left).toBe(0)
    expect(await eventsOf('member.removed')).toMatchObject([
      {
        actorId: admin.id,
        targetId: member.id,
        details: { before: { roles: ['Member', 'Viewer'] }, after: null },
        people: { targetName: 'Mia Member', targetEmail: member.email },
      },
    ])
    const mails = await tenant.read((tx) => tx.mail.findMany({ where: { recipient: member.email } }))
    expect(mails).toMatchObject([{ template: 'member_removed', organizationId: place.id }])
  })

  it('refuses the user’s next request, and takes the organization from their session', async () => {
    await tenant.write((tx) =>
      tx.session.updateMany({ where: { id: member.sessionId }, data: { organizationId: place.id } }),
    )
    expect((await findSession(tenant.tenantId, member.sessionId, member.id))?.organization?.id).toBe(place.id)
    await remove(admin, member)
    expect(await enterOrganization(member.self, place.slug)).toEqual({ refusal: 'unknown' })
    expect((await findSession(tenant.tenantId, member.sessionId, member.id))?.organization).toBeNull()
  })

  it('refuses an actor who was removed after their access was checked', async () => {
    const access = await tenant.accessTo(place, admin, 'delete:organization_members')
    await remove(owner, admin)
    await expect(removeMembers(access, { users: [member.id] })).rejects.toMatchObject({ code: 'not_found' })
    expect(await isMember(member)).toBe(true)
  })

  it('keeps the user’s account, session and other memberships', async () => {
    const other = await tenant.createOrganization()
    await tenant.addMember(other, member, ['Admin'])
    await remove(admin, member)
    expect(await isMember(member, other)).toBe(true)
    expect(await findSession(tenant.tenantId, member.sessionId, member.id)).not.toBeNull()
  })
})

describe('the invitations that the removed member sent', () => {
  it('stay when revoking is not requested', async () => {
    const state = await invitation(admin, { email: 'a@acme.test' })
    await remove(owner, admin)
    expect(await state()).toBe('pending')
  })

  it('are revoked on request, if pending and of this organization, each with its own event', async () => {
    const other = await tenant.createOrganization()
    await tenant.addMember(other, admin, ['Admin'])
    const states = await Promise.all([
      invitation(admin, { email: 'a@acme.test' }),
      invitation(admin, { email: 'b@acme.test' }),
      invitation(owner, { email: 'c@acme.test' }),
      invitation(admin, { email: 'd@acme.test', overdue: true }),
      invitation(admin, { email: 'a@acme.test', organization: other }),
    ])
    expect(await remove(owner, admin, true)).toMatchObject({ names: ['Ada Admin'], revoked: 2 })
    const found = await Promise.all(states.map((state) => state()))
    expect(found).toEqual(['revoked', 'revoked', 'pending', 'pending', 'pending'])
    const revoked = await eventsOf('invitation.revoked')
    expect(revoked.map(({ people }) => people?.targetEmail).sort()).toEqual(['a@acme.test', 'b@acme.test'])
  })

  it('need the permission to revoke; without it nothing changes', async () => {
    const api = await tenant.read((tx) =>
      tx.api.findFirstOrThrow({ where: { tenantId: tenant.tenantId, isPortal: true } }),
    )
    const remover = await tenant.createUser()
    await tenant.write(async (tx) => {
      const role = await tx.role.create({
        data: { id: newId('role'), name: 'Remover', organizationId: place.id },
      })
      const names = [
        'delete:organization_members',
        'read:organization_members',
        'read:organization_member_roles',
      ]
      await tx.rolePermission.createMany({
        data: names.map((name) => ({ roleId: role.id, usableIn: place.id, apiId: api.id, name })),
      })
    })
    await tenant.addMember(place, remover, ['Remover'])
    const access = await tenant.accessTo(place, remover, 'delete:organization_members')
    expect(() => removeMembers(access, { users: [member.id], revokeInvitations: true })).toThrow(/Not found/)
    expect(await isMember(member)).toBe(true)
    await removeMembers(access, { users: [member.id] })
    expect(await isMember(member)).toBe(false)
  })
})

describe('refused, and nothing changed', () => {
  it('an admin removes no owner, not even a suspended one', async () => {
    await tenant.addMember(place, await tenant.createUser(), ['Owner'])
    await expect(remove(admin, owner)).rejects.toMatchObject({ code: 'not_yours_to_give' })
    await tenant.write((tx) =>
      tx.member.updateMany({
        where: { organizationId: place.id, userId: owner.id },
        data: { suspendedAt: new Date() },
      }),
    )
    await expect(remove(admin, owner)).rejects.toMatchObject({ code: 'not_yours_to_give' })
    expect(await isMember(owner)).toBe(true)
  })

  it('users who are not members here are not found', async () => {
    const other = await tenant.createOrganization()
    const elsewhere = await tenant.createUser()
    await tenant.addMember(other, elsewhere)
    await expect(remove(owner, elsewhere)).rejects.toMatchObject({ code: 'not_found' })
    await expect(remove(owner, { id: newId('user') })).rejects.toMatchObject({ code: 'not_found' })
    expect(await isMember(elsewhere, other)).toBe(true)
    expect(await eventsOf('member.removed')).toEqual([])
    expect(await tenant.read((tx) => tx.mail.count({ where: { recipient: elsewhere.email } }))).toBe(0)
  })

  it('a second removal is not found', async () => {
    await remove(admin, member)
    await expect(remove(admin, member)).rejects.toMatchObject({ code: 'not_found' })
    expect(await eventsOf('member.removed')).toHaveLength(1)
  })

  it('the last owner cannot remove themselves', async () => {
    await expect(remove(owner, owner)).rejects.toMatchObject({ code: 'last_owner' })
    expect(await isMember(owner)).toBe(true)
  })
})

describe('leaving', () => {
  it('needs no permission, takes the organization from the session, and records one event', async () => {
    const viewer = await tenant.createUser()
    await tenant.addMember(place, viewer, ['Viewer'])
    await tenant.write((tx) =>
      tx.session.updateMany({ where: { id: viewer.sessionId }, data: { organizationId: place.id } }),
    )
    await leaveOrganization(await tenant.accessTo(place, viewer))
    expect(await isMember(viewer)).toBe(false)
    const session = await tenant.read((tx) =>
      tx.session.findFirstOrThrow({ where: { id: viewer.sessionId } }),
    )
    expect(session).toMatchObject({ organizationId: null, endedAt: null })
    expect(await eventsOf('member.left')).toMatchObject([
      { actorId: viewer.id, targetId: viewer.id, details: { before: { roles: ['Viewer'] } } },
    ])
    expect(await tenant.read((tx) => tx.mail.count({ where: { recipient: viewer.email } }))).toBe(0)
  })

  it('is refused to the last owner', async () => {
    const access = await tenant.accessTo(place, owner)
    await expect(leaveOrganization(access)).rejects.toMatchObject({ code: 'last_owner' })
    expect(await isMember(owner)).toBe(true)
    expect(await eventsOf('member.left')).toEqual([])
  })

  it('is not found for a user who has already left', async () => {
    const access = await tenant.accessTo(place, member)
    await leaveOrganization(access)
    await expect(leaveOrganization(access)).rejects.toMatchObject({ code: 'not_found' })
  })
})
