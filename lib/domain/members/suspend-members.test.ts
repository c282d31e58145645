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

function emailsTo(
  { email: recipient }: TestUser,
  { id }: TestOrganization = organization,
): Promise<string[]> {
  return tenant.read(async (tx) => {
    const mails = await tx.mail.findMany({ where: { organizationId: id, recipient } })
    return mails.map(({ template }) => template).toSorted()
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
  expect(await emailsTo(member)).toEqual(['member_restored', 'member_suspended'])
})

it('emails a member at most three times an hour about the same', async () => {
  const other = await tenant.createOrganization({ owner })
  await tenant.addMember(other, member, ['Member'])
  for (let time = 0; time < 4; time++) {
    await suspend(owner, [member])
    await suspend(owner, [member], false)
  }
  const three = (template: string) => Array<string>(3).fill(template)
  const atMost = [...three('member_restored'), ...three('member_suspended')]
  expect(await emailsTo(member)).toEqual(atMost)
  const access = await tenant.accessTo(other, owner, 'delete:organization_members')
  await suspendMembers(access, { users: [member.id], isSuspended: true })
  expect(await emailsTo(member, other)).toEqual(['member_suspended'])
  await suspend(owner, [admin])
  expect(await emailsTo(admin)).toEqual(['member_suspended'])
  await tenant.write((tx) =>
    tx.mail.updateMany({
      where: { organizationId: organization.id },
      data: { createdAt: new Date(Date.now() - 3_700_000) },
    }),
  )
  await suspend(owner, [member])
  expect(await emailsTo(member)).toEqual([...atMost, 'member_suspended'])
})

it('suspends no one when one of them has more permissions than the actor, is the actor, or is not a member', async () => {
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
