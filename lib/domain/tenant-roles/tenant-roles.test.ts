import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createTestTenant, type TestUser, type TestOrganization } from '@/test/fixtures/tenant'
import { eventsOf, createOperator, refusal } from '@/test/fixtures/operator'
import { prepareTenantRoles } from '@/test/fixtures/tenant-roles'
import { changeMemberRoles } from '../members/change-member-roles'
import { getMember } from '../members/get-member'
import { updateTenantRole, type TenantRoleUpdate } from './update-tenant-role'
import { deleteTenantRole } from './delete-tenant-role'
import { getTenantRole } from './read-tenant-role'

const { tenant, operator, create, add, takeOut, reading, changing } = await prepareTenantRoles()

async function change(input: TenantRoleUpdate) {
  return updateTenantRole(await changing(), input)
}
async function remove(roleId: string, home = tenant, by = operator) {
  return deleteTenantRole(await home.tenantAccess(by, 'delete:roles'), roleId)
}

async function offered(organization: TestOrganization, owner: TestUser): Promise<string[]> {
  const member = await getMember(
    await tenant.accessTo(organization, owner, 'read:organization_members'),
    owner.id,
  )
  return member.assignableRoles.map(({ id }) => id)
}
async function give(organization: TestOrganization, owner: TestUser, roleId: string) {
  const access = await tenant.accessTo(organization, owner, 'read:organization_member_roles')
  return changeMemberRoles(access, { userId: owner.id, replace: [tenant.role('Owner'), roleId] })
}

describe('a new tenant role', () => {
  it('is neither assignable nor an owner role by default', async () => {
    const name = 'Auditor'
    const role = await create({ name, description: ' Looks at\nwhat happened ' })
    expect(role).toEqual({
      id: expect.stringMatching(/^rol_/),
      name,
      description: 'Looks at what happened',
      assignable: false,
      everyone: false,
      isOwner: false,
      organizationId: null,
    })
    expect((await eventsOf(tenant, 'role.created')).at(-1)).toMatchObject({
      actorId: operator.id,
      targetId: role.id,
      organizationId: null,
      details: { after: { name, description: 'Looks at what happened', assignable: false, isOwner: false } },
    })
  })

  it.each([
    ['a name that reads like another’s', { name: 'ＯＷＮＥＲ' }, 'conflict'],
    ['an empty name', { name: ' ' }, 'invalid'],
    ['a name of 101 characters', { name: 'a'.repeat(101) }, 'invalid'],
    ['a description of 501 characters', { description: 'a'.repeat(501) }, 'invalid'],
  ])('is refused with %s', async (_, input, code) => {
    expect(await refusal(create(input))).toBe(code)
  })

  it('is created once under names that look alike, also at the same moment', async () => {
    const names = ['Only one', 'ONLY ONE', 'only one', 'Ｏnly one', 'only ONE']
    const outcomes = await Promise.allSettled(names.map((name) => create({ name })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('a tenant role that is assignable', () => {
  it('can be given in organizations; once it no longer is, only its holders keep it', async () => {
    const owner = await tenant.createUser()
    const organization = await tenant.createOrganization({ owner })
    const { id } = await create({ assignable: true })
    expect(await offered(organization, owner)).toContain(id)
    await give(organization, owner, id)

    await change({ roleId: id, assignable: false })
    expect(await offered(organization, owner)).not.toContain(id)
    expect((await getTenantRole(await reading(), id)).holders.members).toBe(1)
    const other = await tenant.createOrganization({ owner })
    expect(await refusal(give(other, owner, id))).toBe('not_yours_to_give')
  })
})

describe('updating a tenant role', () => {
  it('changes only the given fields, and audits before and after', async () => {
    const { id, name } = await create({ description: 'Old' })
    const { role } = await change({ roleId: id, description: 'New', assignable: true })
    expect(role).toMatchObject({ name, description: 'New', assignable: true })
    expect((await eventsOf(tenant, 'role.changed')).at(-1)?.details).toEqual({
      before: { description: 'Old', assignable: false },
      after: { description: 'New', assignable: true },
    })
  })

  it('writes no event when nothing changes, and rejects a name that is taken', async () => {
    const { id, name } = await create()
    const before = (await eventsOf(tenant, 'role.changed')).length
    await change({ roleId: id, name, assignable: false })
    expect(await refusal(change({ roleId: id, name: 'member' }))).toBe('conflict')
    expect(await eventsOf(tenant, 'role.changed')).toHaveLength(before)
    expect((await change({ roleId: id, name: name.toUpperCase() })).role.name).toBe(name.toUpperCase())
  })

  it('returns how many organizations it leaves without an owner', async () => {
    const { id } = await create({ assignable: true, isOwner: true })
    const one = await tenant.createUser()
    const both = await tenant.createUser()
    const organization = await tenant.createOrganization()
    const other = await tenant.createOrganization({ owner: both })
    await tenant.write(async (tx) => {
      for (const [organizationId, userId] of [
        [organization.id, one.id],
        [other.id, one.id],
      ] as const) {
        await tx.member.create({ data: { organizationId, userId } })
        await tx.memberRole.create({ data: { organizationId, userId, roleId: id, usableIn: '*' } })
      }
    })
    const outcome = await change({ roleId: id, isOwner: false })
    expect(outcome).toMatchObject({ role: { isOwner: false }, organizationsLeftWithoutOwner: 1 })
    expect((await eventsOf(tenant, 'role.changed')).at(-1)?.details).toMatchObject({
      organizationsLeftWithoutOwner: 1,
    })
  })
})

describe('the role that everyone has', () => {
  it('cannot be deleted, given to members or make owners, and its mark does not move', async () => {
    const roleId = tenant.role('Everyone')
    expect(await refusal(remove(roleId))).toBe('invalid')
    expect(await refusal(change({ roleId, assignable: true }))).toBe('invalid')
    expect(await refusal(change({ roleId, isOwner: true }))).toBe('invalid')
    const marked = await tenant.read((tx) =>
      tx.role.findMany({ where: { tenantId: tenant.tenantId, everyone: true } }),
    )
    expect(marked).toMatchObject([{ id: roleId, assignable: false, isOwner: false }])
  })

  it('gives its permissions at once to every user with a verified address, and to no other', async () => {
    const person = await tenant.createUser()
    const roleId = tenant.role('Everyone')
    await add(roleId, 'read:log_streams')
    const access = await tenant.tenantAccess(person, 'read:log_streams')
    expect(access.permissions).toEqual(new Set(['create:organizations', 'read:log_streams']))
    const unverified = await tenant.createUser({ isVerified: false })
    await expect(tenant.tenantAccess(unverified)).rejects.toThrow('no live session')
    await takeOut(roleId, 'read:log_streams')
    expect(await refusal(tenant.tenantAccess(person, 'read:log_streams'))).toBe('not_found')
  })

  it('exists once: the database rejects a second', async () => {
    const second = tenant.write((tx) =>
      tx.role.create({ data: { id: newId('role'), name: 'Everyone too', everyone: true } }),
    )
    await expect(second).rejects.toThrow()
  })
})

describe('the last role that makes owners and can be given', () => {
  it('is neither deleted nor unmarked, until there is another', async () => {
    const home = await createTestTenant()
    const someone = await createOperator(home)
    const access = await home.tenantAccess(someone, 'update:roles')
    const roleId = home.role('Owner')
    expect(await refusal(remove(roleId, home, someone))).toBe('conflict')
    expect(await refusal(updateTenantRole(access, { roleId, isOwner: false }))).toBe('conflict')
    expect(await refusal(updateTenantRole(access, { roleId, assignable: false }))).toBe('conflict')
    await create({ isOwner: true, assignable: true }, home, someone)
    expect(await remove(roleId, home, someone)).toMatchObject({ name: 'Owner' })
  })

  it('stays when two operators delete the last two at the same moment', async () => {
    const home = await createTestTenant()
    const someone = await createOperator(home)
    const { id } = await create({ isOwner: true, assignable: true }, home, someone)
    // Both deletions get as far as they can, and then go on in the same instant.
    const outcomes = await home.write(async (tx) => {
      await tx.$queryRaw`SELECT id FROM roles WHERE tenant_id = ${home.tenantId} FOR UPDATE`
      const both = [remove(id, home, someone), remove(home.role('Owner'), home, someone)]
      await tx.$queryRaw`SELECT pg_sleep(0.5)::text`
      return { both: Promise.allSettled(both) }
    })
    expect((await outcomes.both).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('deleting a tenant role', () => {
  it('removes it from users, members and invitations, and returns how many', async () => {
    const { id, name } = await create({ assignable: true, isOwner: true })
    const bare = await tenant.createUser()
    const other = await tenant.createUser()
    const organization = await tenant.createOrganization({
      slug: `left-${newId('session').slice(4, 14).toLowerCase()}`,
    })
    await tenant.addMember(organization, bare, [name])
    await tenant.addMember(organization, other, [name, 'Member'])
    await tenant.write(async (tx) => {
      await tx.userRole.create({ data: { userId: other.id, roleId: id } })
      const invitationId = newId('invitation')
      await tx.invitation.create({
        data: {
          id: invitationId,
          organizationId: organization.id,
          email: 'x@tenant.test',
          emailFolded: 'x@tenant.test',
          inviterName: 'Nobody',
          inviterHeld: [],
          offeredRoles: [name],
          expiresAt: new Date(Date.now() + 60_000),
        },
      })
      await tx.invitationRole.create({
        data: { invitationId, organizationId: organization.id, roleId: id, usableIn: '*' },
      })
    })
    const lost = {
      users: 1,
      members: 2,
      membersWithoutAnother: 1,
      invitations: 1,
      organizationsWithoutAnotherOwner: 1,
    }
    expect((await getTenantRole(await reading(), id)).holders).toEqual(lost)
    expect(await remove(id)).toEqual({ name, lost })
    expect((await eventsOf(tenant, 'role.deleted')).at(-1)?.details).toMatchObject({
      before: { name },
      ...lost,
    })
    expect(await tenant.read((tx) => tx.memberRole.count({ where: { roleId: id } }))).toBe(0)
    expect(await refusal(getTenantRole(await reading(), id))).toBe('not_found')
  })
})
