import { beforeEach, expect, it } from 'vitest'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { replaceMemberRoles } from './change-member-roles'

let tenant: TestTenant
let owner: TestUser
let admin: TestUser
let members: TestUser[]
let organization: TestOrganization

beforeEach(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser({ name: 'Olga Owner' })
  admin = await tenant.createUser({ name: 'Ada Admin' })
  members = await Promise.all([tenant.createUser({ name: 'Mia' }), tenant.createUser({ name: 'Max' })])
  organization = await tenant.createOrganization({ owner })
  await tenant.addMember(organization, admin, ['Admin'])
  for (const member of members) await tenant.addMember(organization, member, ['Member', 'Viewer'])
})

async function replace(actor: TestUser, targets: readonly TestUser[], role: string) {
  const access = await tenant.accessTo(organization, actor, 'read:organization_member_roles')
  const replaced = targets.map(({ id }) => ({ userId: id, replace: [tenant.role(role)] }))
  return replaceMemberRoles(access, replaced)
}

async function rolesByMember(): Promise<Record<string, string[]>> {
  const found = await tenant.read((tx) =>
    tx.member.findMany({
      where: { organizationId: organization.id },
      include: { user: true, roles: { include: { role: true } } },
    }),
  )
  return Object.fromEntries(
    found.map(({ user, roles }) => [user.name, roles.map(({ role }) => role.name).toSorted()]),
  )
}

function countEvents(): Promise<number> {
  const where = { organizationId: organization.id, type: 'member.roles_changed' }
  return tenant.read((tx) => tx.auditEvent.count({ where }))
}

it('gives several members one role instead of theirs, an event each, and says what they had', async () => {
  const changed = await replace(owner, [...members, admin], 'Admin')
  expect(changed.map(({ name, roles }) => [name, roles])).toEqual([
    ['Mia', ['Admin']],
    ['Max', ['Admin']],
    ['Ada Admin', ['Admin']],
  ])
  expect(await rolesByMember()).toEqual({
    'Olga Owner': ['Owner'],
    'Ada Admin': ['Admin'],
    Mia: ['Admin'],
    Max: ['Admin'],
  })
  expect(await countEvents()).toBe(2)
  const access = await tenant.accessTo(organization, owner, 'read:organization_member_roles')
  await replaceMemberRoles(
    access,
    changed.map(({ userId, before }) => ({ userId, replace: before })),
  )
  expect(await rolesByMember()).toMatchObject({ Mia: ['Member', 'Viewer'], Max: ['Member', 'Viewer'] })
})

it('changes no member when one of them has more permissions than the actor, is the last owner, or is not a member', async () => {
  const before = await rolesByMember()
  const outsider = await tenant.createUser()
  for (const [actor, target, code] of [
    [admin, owner, 'not_yours_to_give'],
    [owner, owner, 'last_owner'],
    [owner, outsider, 'not_found'],
  ] as const)
    await expect(replace(actor, [...members, target], 'Viewer'), code).rejects.toMatchObject({ code })
  await expect(replace(admin, members, 'Owner')).rejects.toMatchObject({ code: 'not_yours_to_give' })
  expect(await rolesByMember()).toEqual(before)
  expect(await countEvents()).toBe(0)
})
