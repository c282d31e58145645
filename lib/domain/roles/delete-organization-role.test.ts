import { describe, expect, it } from 'vitest'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { InvitationFixture } from '@/test/fixtures/invitations'
import { refusal } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing } from '@/test/fixtures/role-editing'
import { mailsTo } from '@/test/fixtures/signed-out'
import { acceptInvitation } from '../invitations/accept-invitation'
import { deleteOrganizationRole } from './delete-organization-role'
import type { PermissionRef } from './permission-ref'

const { roleTenant, owner, manager, organization } = await prepareRoleEditing('delete:organization_roles')

async function made(...permissions: PermissionRef[]): Promise<{ id: string; name: string }> {
  const name = newId('role')
  return { id: await roleTenant.createRole(organization, name, permissions), name }
}

async function remove(roleId: string, by = owner, at = organization) {
  return deleteOrganizationRole(await roleTenant.tenant.accessTo(at, by, 'delete:organization_roles'), roleId)
}

async function reassign(roleId: string, instead: string, by = owner) {
  const access = await roleTenant.tenant.accessTo(organization, by, 'delete:organization_roles')
  return deleteOrganizationRole(access, roleId, { instead })
}

async function addHolders(organizationId: string, roleId: string, count: number): Promise<void> {
  const { tenant } = roleTenant
  const { tenantId } = tenant
  const users = Array.from({ length: count }, () => {
    const id = newId('user')
    return { tenantId, id, email: `${id}@tenant.test`, emailFolded: `${id}@tenant.test`, name: 'Mia Member' }
  })
  await tenant.write(async (tx) => {
    await tx.user.createMany({ data: users })
    await tx.member.createMany({ data: users.map(({ id: userId }) => ({ organizationId, userId })) })
    await tx.memberRole.createMany({
      data: users.map(({ id: userId }) => ({ organizationId, userId, roleId, usableIn: organizationId })),
    })
  })
}

async function refused(roleId: string, expected: string, by = owner): Promise<void> {
  const before = await roleTenant.roleOf(roleId)
  expect(await refusal(remove(roleId, by))).toBe(expected)
  expect(await roleTenant.roleOf(roleId)).toEqual(before)
}

describe('deleting a role', () => {
  it('takes it from its holders, who keep their others, and leaves one event', async () => {
    const role = await made(...roleTenant.documents('read'))
    const holder = await roleTenant.createMember(organization, [role.name, 'Viewer'])
    expect(await remove(role.id)).toEqual({ name: role.name })
    expect(await roleTenant.roleOf(role.id)).toBeNull()
    expect(await roleTenant.rolesOf(organization, holder)).toEqual(['Viewer'])
    const events = await roleTenant.eventsOf(organization, 'role.deleted')
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
    const role = await made()
    const kept = await made()
    roleTenant.tenant.roles[role.name] = role.id
    roleTenant.tenant.roles[kept.name] = kept.id
    const fixture = new InvitationFixture(roleTenant.tenant, owner, organization)
    const guest = await roleTenant.tenant.createUser()
    const { mailed } = await fixture.send(guest.email, [role.name, kept.name])
    await remove(role.id)
    await acceptInvitation(guest.self, mailed)
    expect(await roleTenant.rolesOf(organization, guest)).toEqual([kept.name])
  })
})

describe('giving another role instead', () => {
  it('gives it to members and pending invitations, whose inviter the caller becomes', async () => {
    const [role, next, other] = await Promise.all([made(), made(...roleTenant.documents('read')), made()])
    for (const one of [role, other]) roleTenant.tenant.roles[one.name] = one.id
    const [sole, both] = await Promise.all([
      roleTenant.createMember(organization, [role.name]),
      roleTenant.createMember(organization, [role.name, next.name]),
    ])
    const inviter = await roleTenant.createMember(organization, ['Admin'])
    const fixture = new InvitationFixture(roleTenant.tenant, owner, organization)
    const guest = await roleTenant.tenant.createUser()
    const { id, mailed } = await fixture.send(guest.email, [role.name, other.name], inviter)
    const declined = await fixture.sendToNew([role.name], inviter)
    await fixture.revoke(declined.id)
    await reassign(role.id, next.id)
    for (const member of [sole, both])
      expect(await roleTenant.rolesOf(organization, member)).toEqual([next.name])
    const [row] = await fixture.rowsTo(guest.email)
    expect(row).toMatchObject({ inviterUserId: owner.id, inviterName: owner.name, state: 'pending' })
    expect(row?.offeredRoles).toEqual([other.name, next.name])
    expect(row?.offeredRoleIds).toEqual([other.id, next.id])
    const events = await roleTenant.eventsOf(organization, 'role.deleted')
    expect(events.find(({ targetId }) => targetId === role.id)?.details).toMatchObject({
      members: 2,
      reassignedTo: next.name,
      invitations: 1,
    })
    await acceptInvitation(guest.self, mailed)
    expect(await roleTenant.rolesOf(organization, guest)).toEqual([next.name, other.name].toSorted())
    expect(await fixture.stateOf(id)).toBe('accepted')
  })

  it('emails the members what changed, at most three times an hour, and not the caller', async () => {
    const made4 = await Promise.all([made(), made(), made(), made()])
    for (const { id, name } of made4) roleTenant.tenant.roles[name] = id
    const [first = '', ...next] = made4.map(({ name }) => name)
    const member = await roleTenant.createMember(organization, ['Viewer', first])
    const caller = await roleTenant.createMember(organization, ['Owner', first])
    for (const [at, { id }] of made4.entries())
      await reassign(id, roleTenant.tenant.role(next[at] ?? 'Owner'), caller)
    const mails = await mailsTo(roleTenant.tenant, member.email)
    expect(mails.map(({ payload }) => payload)).toEqual(
      next.map((name, at) => ({
        template: 'member_roles_changed',
        before: ['Viewer', made4[at]?.name],
        after: ['Viewer', name],
      })),
    )
    expect(await mailsTo(roleTenant.tenant, caller.email)).toEqual([])
    expect(await roleTenant.rolesOf(organization, member)).toEqual(['Owner', 'Viewer'])
  })

  it.each([
    [1000, 1000],
    [1001, 0],
  ])('given by %i members at once, emails %i', async (holders, emails) => {
    const { tenant } = roleTenant
    const place = await tenant.createOrganization({ owner })
    const id = await roleTenant.createRole(place, 'Held by many')
    await addHolders(place.id, id, holders)
    const access = await tenant.accessTo(place, owner, 'delete:organization_roles')
    await deleteOrganizationRole(access, id, { instead: tenant.role('Owner') })
    const where = { organizationId: place.id }
    const mails = await tenant.read((tx) => tx.mail.findMany({ where }))
    expect(mails).toHaveLength(emails)
    for (const { payload } of mails) expect(payload).toMatchObject({ after: ['Owner'], ownership: 'granted' })
    expect(await tenant.read((tx) => tx.memberRole.count({ where }))).toBe(holders + 1)
  })

  it('refuses the deleted role, one of the tenant, a foreign and an unknown one', async () => {
    const role = await made()
    const holder = await roleTenant.createMember(organization, [role.name])
    const elsewhere = await roleTenant.tenant.createOrganization({ owner })
    const foreign = await roleTenant.createRole(elsewhere, 'Foreign')
    for (const id of [role.id, foreign, roleTenant.tenant.role('Support'), newId('role')])
      expect(await refusal(reassign(role.id, id))).toBe('not_yours_to_give at instead')
    expect(await roleTenant.rolesOf(organization, holder)).toEqual([role.name])
  })

  it('refuses a caller who may delete roles and not give them', async () => {
    const role = await made()
    const deleter = await made(...roleTenant.portal('delete:organization_roles'))
    const person = await roleTenant.createMember(organization, [deleter.name])
    expect(await refusal(reassign(role.id, roleTenant.tenant.role('Viewer'), person))).toBe('not_found')
  })

  it('refuses a role that the caller cannot give, also beside the deleted one in a pending invitation', async () => {
    const role = await made()
    roleTenant.tenant.roles[role.name] = role.id
    const giver = await made(
      ...roleTenant.portal(
        'delete:organization_roles',
        'create:organization_member_roles',
        'create:organization_invitations',
      ),
    )
    const person = await roleTenant.createMember(organization, [giver.name])
    const fixture = new InvitationFixture(roleTenant.tenant, owner, organization)
    const { id, email } = await fixture.sendToNew([role.name, 'Admin'])
    const mightier = reassign(role.id, roleTenant.tenant.role('Admin'), person)
    expect(await refusal(mightier)).toBe('not_yours_to_give at instead')
    const instead = (await made()).id
    expect(await refusal(reassign(role.id, instead, person))).toBe('not_yours_to_give at instead')
    expect((await fixture.rowsTo(email))[0]).toMatchObject({ inviterUserId: owner.id })
    await fixture.revoke(id)
    await reassign(role.id, instead, person)
  })
})

describe('refused is', () => {
  it('a role of another organization or of the tenant, or an unknown one', async () => {
    const elsewhere = await roleTenant.tenant.createOrganization({ owner })
    const foreign = await roleTenant.createRole(elsewhere, 'Foreign')
    for (const id of [
      foreign,
      roleTenant.tenant.role('Viewer'),
      roleTenant.tenant.role('Support'),
      newId('role'),
    ])
      await refused(id, 'not_found')
    expect(await refusal(remove((await made()).id, owner, elsewhere))).toBe('not_found')
  })

  it('the only role of some members; says how many', async () => {
    const role = await made()
    const first = await roleTenant.createMember(organization, [role.name])
    await roleTenant.createMember(organization, [role.name, 'Viewer'])
    const one = await remove(role.id).catch((error: unknown) => error)
    expect(one).toEqual(
      new DomainError('conflict', '1 member holds no other role. Give that member another one first.'),
    )
    await roleTenant.createMember(organization, [role.name])
    await expect(remove(role.id)).rejects.toThrow(
      '2 members hold no other role. Give them another one first.',
    )
    expect(await roleTenant.rolesOf(organization, first)).toEqual([role.name])
  })

  it('one whose only holder holds another role elsewhere alone', async () => {
    const role = await made()
    const holder = await roleTenant.createMember(organization, [role.name])
    await roleTenant.tenant.addMember(await roleTenant.tenant.createOrganization(), holder, ['Member'])
    await refused(role.id, 'conflict')
  })

  it('one with more permissions than the editor', async () => {
    const role = await made(...roleTenant.portal('read:organization_logs'))
    await refused(role.id, 'not_yours_to_give', manager)
    await remove(role.id)
  })

  it('the role of a member with more permissions than the editor', async () => {
    const role = await made()
    await roleTenant.createMember(organization, [role.name, 'Admin'])
    await refused(role.id, 'not_yours_to_give', manager)
    await remove(role.id)
  })

  it('who may not delete roles', async () => {
    const role = await made()
    await refused(role.id, 'not_found', await roleTenant.createMember(organization, ['Admin']))
  })
})
