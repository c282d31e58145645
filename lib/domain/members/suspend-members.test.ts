import { beforeAll, beforeEach, expect, it } from 'vitest'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { suspendMembers } from './suspend-members'

let tenant: TestTenant
let owner: TestUser
let admin: TestUser
let member: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
})

beforeEach(async () => {
  owner = await tenant.createUser({ name: 'Olga Owner' })
  admin = await tenant.createUser({ name: 'Ada Admin' })
  member = await tenant.createUser({ name: 'Mia Member' })
  organization = await tenant.createOrganization({ owner })
  await tenant.addMember(organization, admin, ['Admin'])
  await tenant.addMember(organization, member, ['Member'])
})

async function suspend(actor: TestUser, targets: { id: string }[], isSuspended = true) {
  const access = await tenant.accessTo(organization, actor, 'delete:organization_members')
  return suspendMembers(access, { users: targets.map(({ id }) => id), isSuspended })
}

async function suspended(): Promise<string[]> {
  const rows = await tenant.read((tx) =>
    tx.member.findMany({ where: { organizationId: organization.id, suspendedAt: { not: null } } }),
  )
  return rows.map(({ userId }) => userId)
}

function events(): Promise<string[]> {
  return tenant.read(async (tx) => {
    const type = { in: ['member.suspended', 'member.restored'] }
    const found = await tx.auditEvent.findMany({ where: { organizationId: organization.id, type } })
    return found.map((event) => event.type).toSorted()
  })
}

it('suspends several members, who have no access from then on, and restores them', async () => {
  expect((await suspend(owner, [admin, member])).toSorted()).toEqual(['Ada Admin', 'Mia Member'])
  expect((await suspended()).toSorted()).toEqual([admin.id, member.id].toSorted())
  await expect(tenant.accessTo(organization, member, 'read:organization_members')).rejects.toThrow()
  await suspend(owner, [admin])
  await suspend(owner, [admin, member], false)
  expect(await suspended()).toEqual([])
  await expect(tenant.accessTo(organization, member, 'read:organization_members')).resolves.toBeDefined()
  expect(await events()).toEqual([
    'member.restored',
    'member.restored',
    'member.suspended',
    'member.suspended',
  ])
  const emails = await tenant.read((tx) =>
    tx.mail.findMany({ where: { organizationId: organization.id, recipient: member.email } }),
  )
  expect(emails.map(({ template }) => template).toSorted()).toEqual(['member_restored', 'member_suspended'])
})

it('suspends nobody when one of them has more permissions than the actor, is the actor, or is no member', async () => {
  await expect(suspend(admin, [member, owner])).rejects.toMatchObject({ code: 'not_yours_to_give' })
  await expect(suspend(admin, [member, admin])).rejects.toMatchObject({ code: 'invalid' })
  await expect(suspend(admin, [member, await tenant.createUser()])).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(await suspended()).toEqual([])
  expect(await events()).toEqual([])
})

it('does not let an admin restore a suspended owner', async () => {
  const other = await tenant.createUser()
  await tenant.addMember(organization, other, ['Owner'])
  await suspend(owner, [other])
  await expect(suspend(admin, [other], false)).rejects.toMatchObject({ code: 'not_yours_to_give' })
  expect(await suspended()).toEqual([other.id])
})
