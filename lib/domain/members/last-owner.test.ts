import { beforeAll, describe, expect, it } from 'vitest'
import type { BySession, OrganizationAccess } from '@/lib/access'
import { DomainError } from '@/lib/errors'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { changeMemberRoles } from './change-member-roles'
import { leaveOrganization } from './leave-organization'
import { removeMembers } from './remove-members'
import { suspendMembers } from './suspend-members'
import { transferOwnership } from './transfer-ownership'

const times = rounds(30)

type Access = BySession &
  OrganizationAccess<
    'delete:organization_members' | 'read:organization_member_roles' | 'create:organization_member_roles'
  >
type Act = (access: Access, other: string) => Promise<unknown>

let tenant: TestTenant
let owners: [TestUser, TestUser]

beforeAll(async () => {
  tenant = await createTestTenant()
  owners = await Promise.all([tenant.createUser(), tenant.createUser()])
})

function remove(access: Access, other: string) {
  return removeMembers(access, { users: [other], mustBeMembers: true })
}

function suspend(access: Access, other: string) {
  return suspendMembers(access, { users: [other], isSuspended: true })
}

function demote(access: Access, other: string) {
  return changeMemberRoles(access, { userId: other, replace: [tenant.role('Admin')] })
}

function demoteSelf(access: Access) {
  return demote(access, access.caller.userId)
}

function leave(access: Access) {
  return leaveOrganization(access)
}

function transfer(access: Access, other: string) {
  const to = owners.find(({ id }) => id === other)?.email ?? ''
  return transferOwnership(access, { to, then: { roleId: tenant.role('Admin') } })
}

async function makeOwners({ id: organizationId }: TestOrganization): Promise<void> {
  const [roleId, userIds] = [tenant.role('Owner'), owners.map(({ id }) => id)]
  await tenant.write(async (tx) => {
    await tx.member.createMany({
      data: userIds.map((userId) => ({ organizationId, userId })),
      skipDuplicates: true,
    })
    await tx.member.updateMany({ where: { organizationId }, data: { suspendedAt: null } })
    await tx.memberRole.deleteMany({ where: { organizationId } })
    await tx.memberRole.createMany({
      data: userIds.map((userId) => ({ organizationId, userId, roleId, usableIn: '*' })),
    })
  })
}

function countOwners({ id: organizationId }: TestOrganization): Promise<number> {
  return tenant.read((tx) =>
    tx.memberRole.count({
      where: { organizationId, roleId: tenant.role('Owner'), member: { suspendedAt: null } },
    }),
  )
}

function codeOf(reason: unknown): string {
  return reason instanceof DomainError ? reason.code : `bug: ${String(reason)}`
}

describe('two last owners', () => {
  // Where one demotes the other and the other leaves, both may succeed: the leaving member may not be an owner by then.
  it.each<[string, Act, Act]>([
    ['remove each other', remove, remove],
    ['demote each other', demote, demote],
    ['demote themselves', demoteSelf, demoteSelf],
    ['remove and demote each other', remove, demote],
    ['leave and remove', leave, remove],
    ['leave and demote', leave, demote],
    ['leave', leave, leave],
    ['suspend each other', suspend, suspend],
    ['leave and suspend', leave, suspend],
    ['transfer to each other', transfer, transfer],
    ['transfer and remove', transfer, remove],
  ])(
    `%s: one owner stays, in each of ${times} rounds`,
    { timeout: timeoutOfRounds(120_000) },
    async (_, first, second) => {
      const [one, two] = owners
      const organization = await tenant.createOrganization()
      await makeOwners(organization)
      const needed = [
        'delete:organization_members',
        'read:organization_member_roles',
        'create:organization_member_roles',
      ] as const
      const [ones, twos] = await Promise.all([
        tenant.accessTo(organization, one, ...needed),
        tenant.accessTo(organization, two, ...needed),
      ])
      for (let round = 0; round < times; round++) {
        const outcomes = await Promise.allSettled([first(ones, two.id), second(twos, one.id)])
        const codes = outcomes.flatMap((outcome) =>
          outcome.status === 'rejected' ? [codeOf(outcome.reason)] : [],
        )
        expect(await countOwners(organization)).toBe(1)
        expect(codes.length).toBeLessThan(2)
        for (const code of codes) expect(['last_owner', 'not_found', 'not_yours_to_give']).toContain(code)
        await makeOwners(organization)
      }
    },
  )
})

describe('the last owner', () => {
  async function demotion(organization: TestOrganization, actor: TestUser, target = actor): Promise<unknown> {
    const access = await tenant.accessTo(organization, actor, 'read:organization_member_roles')
    return changeMemberRoles(access, { userId: target.id, replace: [tenant.role('Viewer')] })
  }

  it('stays an owner, and the sentence says why', async () => {
    const [owner] = owners
    const organization = await tenant.createOrganization({ owner })
    await expect(demotion(organization, owner)).rejects.toMatchObject({
      code: 'last_owner',
      message: expect.stringContaining('at least one owner') as string,
    })
    expect(await countOwners(organization)).toBe(1)
  })

  it.each(['blocked', 'suspended', 'unverified'])('is last beside one who is %s', async (lack) => {
    const [owner] = owners
    const organization = await tenant.createOrganization({ owner })
    const second = await tenant.createUser()
    await tenant.addMember(organization, second, ['Owner'])
    await tenant.write(async (tx) => {
      const [user, member] = [{ id: second.id }, { organizationId: organization.id, userId: second.id }]
      if (lack === 'blocked') await tx.user.updateMany({ where: user, data: { blocked: true } })
      if (lack === 'unverified') await tx.user.updateMany({ where: user, data: { emailVerifiedAt: null } })
      if (lack === 'suspended')
        await tx.member.updateMany({ where: member, data: { suspendedAt: new Date() } })
    })
    await expect(demotion(organization, owner)).rejects.toMatchObject({ code: 'last_owner' })
    expect(await countOwners(organization)).toBe(lack === 'suspended' ? 1 : 2)
  })

  it('is not required in an organization that never had one', async () => {
    const organization = await tenant.createOrganization()
    const [admin, member] = owners
    await tenant.addMember(organization, admin, ['Admin'])
    await tenant.addMember(organization, member, ['Member'])
    await expect(demotion(organization, admin, member)).resolves.toMatchObject({ roles: ['Viewer'] })
  })
})
