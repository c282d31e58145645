import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { authorize, type OrganizationAccess, type Permission } from '@/lib/access'
import { newId } from '@/lib/ids'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { createOperator, refusal } from '@/test/fixtures/operator'
import { addMembers } from './add-members'
import { changeMemberRoles } from './change-member-roles'
import { removeMembers } from './remove-members'

let tenant: TestTenant
let operator: TestUser
let owners: [TestUser, TestUser]
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
  owners = await Promise.all([tenant.createUser(), tenant.createUser()])
})

beforeEach(async () => {
  organization = await tenant.createOrganization({ owner: owners[0] })
  await tenant.addMember(organization, owners[1], ['Owner'])
})

/** The operator’s access to the organization. */
async function atTenantLevel<P extends Permission>(needed: P): Promise<OrganizationAccess<P>> {
  const { needed: _, ...actor } = await tenant.tenantAccess(operator)
  const here = {
    ...actor,
    kind: 'organization',
    organizationId: organization.id,
    isTenantLevel: true,
  } as const
  return authorize(here, needed)
}

function count(what: 'member' | 'event'): Promise<number> {
  const where = { tenantId: tenant.tenantId, organizationId: organization.id }
  return tenant.read((tx) =>
    what === 'member'
      ? tx.member.count({ where })
      : tx.auditEvent.count({ where: { ...where, type: { startsWith: 'member.' } } }),
  )
}

function ownersLeft(): Promise<number> {
  const where = { organizationId: organization.id, roleId: tenant.role('Owner') }
  return tenant.read((tx) => tx.memberRole.count({ where }))
}

describe('a caller at tenant level', () => {
  it('adds a user once, however many requests at once, with one event', async () => {
    const access = await atTenantLevel('create:organization_members')
    const people = (await Promise.all([tenant.createUser(), tenant.createUser()])).map(({ id }) => id)
    const orders = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? people : people.toReversed()))
    await Promise.all(orders.map((ids) => addMembers(access, ids)))
    expect(await Promise.all([count('member'), count('event')])).toEqual([4, 2])
  })

  it('may leave an organization without an owner', async () => {
    await removeMembers(await atTenantLevel('delete:organization_members'), { users: [owners[0].id] })
    await changeMemberRoles(await atTenantLevel('delete:organization_member_roles'), {
      userId: owners[1].id,
      remove: [tenant.role('Owner')],
    })
    expect(await ownersLeft()).toBe(0)
  })

  it('removes several at once, and limits what each of them sent to that member’s own permissions', async () => {
    const member = await tenant.createUser()
    await tenant.addMember(organization, member, ['Member'])
    const heldOf = { [owners[0].id]: ['delete:organizations', 'gone'], [member.id]: ['delete:organizations'] }
    await tenant.write((tx) =>
      tx.invitation.createMany({
        data: Object.entries(heldOf).map(([inviterUserId, permissions], nth) => ({
          id: newId('invitation'),
          organizationId: organization.id,
          email: `sent-${nth}@tenant.test`,
          emailFolded: `sent-${nth}@tenant.test`,
          inviterUserId,
          inviterName: 'Inviter',
          inviterHeld: [...permissions, 'read:organization_members'],
          expiresAt: new Date(Date.now() + 100_000),
        })),
      }),
    )
    const stranger = await tenant.createUser()
    const users = [owners[0].id, stranger.id, member.id]
    await removeMembers(await atTenantLevel('delete:organization_members'), { users })
    expect(await Promise.all([count('member'), count('event')])).toEqual([1, 2])
    const sent = await tenant.read((tx) =>
      tx.invitation.findMany({ where: { organizationId: organization.id }, orderBy: { email: 'asc' } }),
    )
    const limited = Object.fromEntries(
      sent.map(({ inviterUserId, inviterHeld }) => [inviterUserId, inviterHeld]),
    )
    expect(limited).toEqual({
      [owners[0].id]: ['delete:organizations', 'read:organization_members'],
      [member.id]: ['read:organization_members'],
    })
  })

  it('gives a member fifty roles and not one more, also at once', async () => {
    const ids = Array.from({ length: 60 }, () => newId('role'))
    await tenant.write((tx) =>
      tx.role.createMany({ data: ids.map((id) => ({ id, name: id, organizationId: organization.id })) }),
    )
    const access = await atTenantLevel('create:organization_member_roles')
    const userId = owners[0].id
    await changeMemberRoles(access, { userId, add: ids.slice(0, 45) })
    const outcomes = await Promise.allSettled(
      ids.slice(45).map((id) => changeMemberRoles(access, { userId, add: [id] })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
    const where = { organizationId: organization.id, userId }
    expect(await tenant.read((tx) => tx.memberRole.count({ where }))).toBe(50)
  })
})

describe('members of the organization', () => {
  it('remove no one where one of the members has more permissions than the caller', async () => {
    const admin = await tenant.createUser()
    const member = await tenant.createUser()
    await tenant.addMember(organization, admin, ['Admin'])
    await tenant.addMember(organization, member, ['Member'])
    const access = await tenant.accessTo(organization, admin, 'delete:organization_members')
    expect(await refusal(removeMembers(access, { users: [member.id, owners[0].id] }))).toBe(
      'not_yours_to_give',
    )
    expect(await Promise.all([count('member'), count('event')])).toEqual([4, 0])
    await removeMembers(access, { users: [member.id] })
    expect(await Promise.all([count('member'), count('event')])).toEqual([3, 1])
  })

  it('add no one', async () => {
    const access = await tenant.accessTo(organization, owners[0], 'create:organization_members')
    expect(await refusal(addMembers(access, [operator.id]))).toBe('not_found')
    expect(await count('member')).toBe(2)
  })

  it.each(['remove ‖ remove', 'take ‖ take', 'remove ‖ take'])('keep an owner: %s', async (race) => {
    const needed = ['delete:organization_members', 'delete:organization_member_roles'] as const
    for (let round = 0; round < 10; round++) {
      organization = await tenant.createOrganization({ owner: owners[0] })
      await tenant.addMember(organization, owners[1], ['Owner', 'Viewer'])
      await tenant.write((tx) =>
        tx.memberRole.create({
          data: {
            organizationId: organization.id,
            userId: owners[0].id,
            roleId: tenant.role('Viewer'),
            usableIn: '*',
          },
        }),
      )
      const [one, other] = await Promise.all(
        owners.map((owner) => tenant.accessTo(organization, owner, ...needed)),
      )
      if (!one || !other) throw new Error('There are two owners.')
      const remove = (access: typeof one, { id }: TestUser) => removeMembers(access, { users: [id] })
      const take = (access: typeof one, { id }: TestUser) =>
        changeMemberRoles(access, { userId: id, remove: [tenant.role('Owner')] })
      const [first, second] = race.split(' ‖ ').map((act) => (act === 'remove' ? remove : take))
      await Promise.allSettled([first?.(one, owners[1]), second?.(other, owners[0])])
      expect(await ownersLeft()).toBe(1)
    }
  })
})
