import { beforeAll, expect, it } from 'vitest'
import type { OrganizationAccess } from '@/lib/access'
import { newAddress } from '@/test/fixtures/invitations'
import { createOperator } from '@/test/fixtures/operator'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { waitForLockQueue, waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { changeMemberRoles, replaceMemberRoles } from '../members/change-member-roles'
import { removeMembers, wasRemovedRecently } from '../members/remove-members'
import { suspendMembers } from '../members/suspend-members'
import { emailAddress } from '../text/email-address'
import { changeUser } from './change-user'

let tenant: TestTenant
let owner: TestUser
let operator: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
  operator = await createOperator(tenant)
})

type Access = OrganizationAccess<'delete:organization_members' | 'read:organization_member_roles'>

const decisions: Record<string, (access: Access, userId: string) => Promise<unknown>> = {
  removes: (access, userId) => removeMembers(access, { users: [userId] }),
  suspends: (access, userId) => suspendMembers(access, { users: [userId], isSuspended: true }),
  'takes a role from': (access, userId) =>
    changeMemberRoles(access, { userId, replace: [tenant.role('Viewer')] }),
  'takes a role from, among others,': (access, userId) =>
    replaceMemberRoles(access, [{ userId, replace: [tenant.role('Viewer')] }]),
}

it.each(Object.entries(decisions))(
  'bars the previous address of a user that an organization %s as the address changes',
  async (_, decide) => {
    const member = await tenant.createUser()
    const place = await tenant.createOrganization({ owner })
    await tenant.addMember(place, member)
    const access = await tenant.accessTo(
      place,
      owner,
      'delete:organization_members',
      'read:organization_member_roles',
    )
    const users = await tenant.tenantAccess(operator, 'update:users')
    const work: Promise<unknown>[] = []
    await tenant.read(async (tx) => {
      await tx.$queryRaw`SELECT FROM members WHERE organization_id = ${place.id} AND user_id = ${member.id} FOR UPDATE`
      work.push(decide(access, member.id))
      await waitForLockWaiter(tx)
      const changed = changeUser(users, { userId: member.id, address: emailAddress.parse(newAddress()) })
      work.push(changed)
      await Promise.race([changed, waitForLockQueue(tx)])
    })
    await Promise.all(work)
    const again = await tenant.createUser({ email: member.email })
    const isBarred = await tenant.read((tx) =>
      wasRemovedRecently(tx, { organizationId: place.id, userId: again.id }),
    )
    expect(isBarred).toBe(true)
  },
)
