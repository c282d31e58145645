import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createInvitationFixtures, type InvitationFixture } from '@/test/fixtures/invitations'
import { createLink, currentLink, day } from '@/test/fixtures/join-links'
import type { TestUser } from '@/test/fixtures/tenant'
import { changeMemberRoles } from '../members/change-member-roles'
import { removeMembers } from '../members/remove-members'
import { createJoinLink } from './create-join-link'
import { findJoinLink, getJoinLinkUrl } from './queries'
import { joinByLink } from './join-by-link'
import { rotateJoinLink } from './rotate-join-link'
import { turnOffJoinLink } from './turn-off-join-link'
import { updateJoinLink } from './update-join-link'

let fixtures: Awaited<ReturnType<typeof createInvitationFixtures>>
let at: InvitationFixture
let admin: TestUser

beforeAll(async () => {
  fixtures = await createInvitationFixtures()
})
beforeEach(async () => {
  at = await fixtures.createFixture()
  admin = await at.tenant.createUser({ name: 'Ada Admin' })
  await at.tenant.addMember(at.organization, admin, ['Admin'])
})

async function link() {
  return findJoinLink(await at.reading())
}

async function joinAsNew(): Promise<string[] | null> {
  const { token } = await currentLink(at)
  const guest = await at.tenant.createUser()
  await joinByLink(guest.self, token)
  return at.rolesOf(guest.id)
}

/** A role that owners can assign, and admins cannot. */
async function createStrongRole(): Promise<string> {
  const id = await at.createRole('Strong', { own: true })
  await at.tenant.write(async (tx) => {
    const api = await tx.api.findFirstOrThrow({ where: { tenantId: at.tenant.tenantId, isPortal: true } })
    const permission = { apiId: api.id, name: 'delete:organizations' }
    await tx.rolePermission.create({
      data: { roleId: id, usableIn: at.organization.id, ...permission },
    })
  })
  return id
}

const settings = { allowedDomains: [], maxUses: null, ttlSeconds: day }

describe('creating', () => {
  it('makes one link, even at once, that another one follows only after it ended', async () => {
    const access = await at.inviting()
    const create = () => createJoinLink(access, { roleIds: [at.tenant.role('Member')], ...settings })
    const made = await Promise.allSettled([create(), create(), create()])
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(create()).rejects.toMatchObject({ code: 'conflict' })
    const { id } = await currentLink(at)
    await turnOffJoinLink(await at.revoking(), id)
    expect(await link()).toBeNull()
    await create()
    const types = ['join_link.created', 'join_link.turned_off']
    for (const [index, type] of types.entries()) expect(await at.eventsOf(type)).toHaveLength(2 - index)
  })

  it('takes no role of owners, none that the maker cannot assign, and none of another organization', async () => {
    const strong = await createStrongRole()
    const foreign = await (await fixtures.createFixture()).createRole('Foreign', { own: true })
    const byOwner = await at.inviting()
    const byAdmin = await at.inviting(admin)
    for (const [access, roleId] of [
      [byOwner, at.tenant.role('Owner')],
      [byAdmin, strong],
      [byOwner, foreign],
    ] as const)
      await expect(createJoinLink(access, { roleIds: [roleId], ...settings })).rejects.toMatchObject({
        code: 'not_yours_to_give',
        field: 'roles',
      })
    await expect(createJoinLink(byOwner, { roleIds: [], ...settings })).rejects.toMatchObject({
      field: 'roles',
    })
  })

  it('is bounded by the database: no owner role, and no other organization’s role', async () => {
    const { id } = await createLink(at)
    const other = await fixtures.createFixture()
    const foreign = await other.createRole('Foreign', { own: true })
    const given = { organizationId: at.organization.id, joinLinkId: id }
    for (const [roleId, usableIn] of [
      [at.tenant.role('Owner'), '*'],
      [foreign, other.organization.id],
      [foreign, at.organization.id],
    ] as const)
      await expect(
        at.tenant.write((tx) => tx.joinLinkRole.create({ data: { ...given, roleId, usableIn } })),
      ).rejects.toThrow()
  })
})

describe('the maker’s permissions limit the roles', () => {
  it('when someone joins: what the maker can no longer give is dropped', async () => {
    await createLink(at, { roles: ['Admin', 'Viewer'], by: admin })
    expect(await joinAsNew()).toEqual(['Admin', 'Viewer'])
    const access = await at.tenant.accessTo(at.organization, at.owner, 'read:organization_member_roles')
    await changeMemberRoles(access, { userId: admin.id, replace: [at.tenant.role('Viewer')] })
    expect(await joinAsNew()).toEqual(['Viewer'])
    const removing = await at.tenant.accessTo(at.organization, at.owner, 'delete:organization_members')
    await removeMembers(removing, { users: [admin.id] })
    expect(await joinAsNew()).toEqual(['Viewer'])
  })

  it('once the maker has left, as of then', async () => {
    await createLink(at, { roles: ['Admin'], by: admin })
    const removing = await at.tenant.accessTo(at.organization, at.owner, 'delete:organization_members')
    await removeMembers(removing, { users: [admin.id] })
    expect(await joinAsNew()).toEqual(['Admin'])
  })

  it('and with their invitations the link is turned off, if it is theirs', async () => {
    const removing = await at.tenant.accessTo(at.organization, at.owner, 'delete:organization_members')
    const other = await at.tenant.createUser()
    await at.tenant.addMember(at.organization, other, ['Viewer'])
    const { id } = await createLink(at, { by: admin })
    const remove = (user: TestUser) => removeMembers(removing, { users: [user.id], revokeInvitations: true })
    expect(await remove(other)).toMatchObject({ hasTurnedOffLink: false })
    expect(await link()).toMatchObject({ id })
    expect(await remove(admin)).toMatchObject({ hasTurnedOffLink: true })
    expect(await link()).toBeNull()
    expect(await at.eventsOf('join_link.turned_off')).toMatchObject([{ targetId: id, actorId: at.owner.id }])
  })

  it('is refused if no role of the link can be given any more', async () => {
    const { token } = await createLink(at, { roles: ['Admin'], by: admin })
    await at.tenant.write((tx) => tx.memberRole.deleteMany({ where: { userId: admin.id } }))
    const guest = await at.tenant.createUser()
    await expect(joinByLink(guest.self, token)).rejects.toThrow('gives no role any more')
    expect((await link())?.uses).toBe(0)
  })
})

describe('a link with roles above one’s own', () => {
  it('cannot be copied, replaced or kept as it is, and can be turned off', async () => {
    await createStrongRole()
    const { id } = await createLink(at, { roles: ['Strong', 'Member'] })
    const access = await at.inviting(admin)
    const roleIds = [at.tenant.role('Strong'), at.tenant.role('Viewer')]
    for (const refused of [
      () => getJoinLinkUrl(access, id),
      () => rotateJoinLink(access, id),
      () => updateJoinLink(access, { id, roleIds, ...settings }),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'not_yours_to_give' })
    await updateJoinLink(access, { id, ...settings, roleIds: [at.tenant.role('Member')] })
    expect(await getJoinLinkUrl(access, id)).toContain('/join/')
    expect(await joinAsNew()).toEqual(['Member'])
    const turningOff = await at.tenant.accessTo(at.organization, admin, 'delete:organization_invitations')
    await turnOffJoinLink(turningOff, id)
    expect(await link()).toBeNull()
  })
})

describe('changing', () => {
  it('to fewer roles keeps the link, and to a role that it lacked makes a new one', async () => {
    const { id, token } = await createLink(at, { roles: ['Member', 'Viewer'], maxUses: 5 })
    const access = await at.inviting()
    const change = (linkId: string, ...roles: string[]) =>
      updateJoinLink(access, {
        id: linkId,
        roleIds: roles.map((role) => at.tenant.role(role)),
        allowedDomains: [],
        maxUses: 5,
        ttlSeconds: null,
      })
    expect(await change(id, 'Viewer')).toEqual({ isReplaced: false })
    await joinAsNew()
    expect(await change(id, 'Admin')).toEqual({ isReplaced: true })
    const guest = await at.tenant.createUser()
    await expect(joinByLink(guest.self, token)).rejects.toThrow('A newer link was made')
    const made = await link()
    expect(made).toMatchObject({ state: 'live', uses: 0, maxUses: 5, roles: [{ name: 'Admin' }] })
    expect((await at.eventsOf('join_link.changed')).at(-1)).toMatchObject({
      targetId: id,
      details: { before: { roles: ['Viewer'] }, after: { roles: ['Admin'] }, replacedBy: made?.id },
    })
    await expect(change(id, 'Member')).rejects.toMatchObject({ code: 'gone' })
  })

  it('keeps the link and its end, and says what changed', async () => {
    const { id, token } = await createLink(at)
    const before = await link()
    const access = await at.inviting()
    const same = {
      id,
      roleIds: [at.tenant.role('Member')],
      allowedDomains: [],
      maxUses: null,
      ttlSeconds: null,
    }
    await updateJoinLink(access, same)
    expect(await at.eventsOf('join_link.changed')).toEqual([])
    await updateJoinLink(access, { ...same, allowedDomains: ['acme.test'], maxUses: 3 })
    expect(await link()).toMatchObject({
      allowedDomains: ['acme.test'],
      maxUses: 3,
      expiresAt: before?.expiresAt,
    })
    expect((await currentLink(at)).token).toBe(token)
    expect(await at.eventsOf('join_link.changed')).toMatchObject([
      { details: { before: { maxUses: null }, after: { allowedDomains: ['acme.test'], maxUses: 3 } } },
    ])
    await updateJoinLink(access, { ...same, ttlSeconds: 2 * day })
    expect((await link())?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 1.9 * day * 1000)
  })

  it('a new link keeps the settings and counts from the beginning', async () => {
    const { id, token } = await createLink(at, { domains: ['tenant.test'], maxUses: 5 })
    await joinAsNew()
    await rotateJoinLink(await at.inviting(), id)
    expect(await link()).toMatchObject({ uses: 0, maxUses: 5, allowedDomains: ['tenant.test'] })
    expect((await currentLink(at)).token).not.toBe(token)
    await expect(rotateJoinLink(await at.inviting(), id)).rejects.toMatchObject({ code: 'gone' })
    await expect(getJoinLinkUrl(await at.inviting(), id)).rejects.toMatchObject({ code: 'gone' })
  })

  it('is not found for another organization’s link', async () => {
    const { id } = await createLink(at)
    const other = await fixtures.createFixture()
    const access = await other.inviting()
    expect(await findJoinLink(await other.reading())).toBeNull()
    for (const refused of [
      () => getJoinLinkUrl(access, id),
      () => rotateJoinLink(access, id),
      () => updateJoinLink(access, { id, roleIds: [at.tenant.role('Member')], ...settings }),
      async () => turnOffJoinLink(await other.revoking(), id),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'not_found' })
    expect(await link()).toMatchObject({ id, state: 'live' })
  })
})
