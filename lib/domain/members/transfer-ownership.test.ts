import { beforeAll, beforeEach, expect, it } from 'vitest'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { type OwnershipTransfer, transferOwnership } from './transfer-ownership'

let tenant: TestTenant
let owner: TestUser
let admin: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
})

beforeEach(async () => {
  owner = await tenant.createUser({ name: 'Olga Owner' })
  admin = await tenant.createUser({ name: 'Ada Admin' })
  organization = await tenant.createOrganization({ owner })
  await tenant.addMember(organization, admin, ['Admin'])
})

async function transfer(actor: TestUser, to: string, then?: OwnershipTransfer['then']) {
  const access = await tenant.accessTo(organization, actor, 'create:organization_member_roles')
  return transferOwnership(access, { to, then: then ?? { roleId: tenant.role('Viewer') } })
}

async function rolesByMember(): Promise<Record<string, string[]>> {
  const members = await tenant.read((tx) =>
    tx.member.findMany({
      where: { organizationId: organization.id },
      include: { user: true, roles: { include: { role: true } } },
    }),
  )
  return Object.fromEntries(
    members.map(({ user, roles }) => [user.name, roles.map(({ role }) => role.name).toSorted()]),
  )
}

function events(): Promise<string[]> {
  return tenant.read(async (tx) => {
    const type = { startsWith: 'member.' }
    const found = await tx.auditEvent.findMany({ where: { organizationId: organization.id, type } })
    return found.map((event) => event.type).toSorted()
  })
}

function emails(): Promise<string[]> {
  return tenant.read(async (tx) => {
    const where = { organizationId: organization.id, template: 'ownership_transferred' }
    return (await tx.mail.findMany({ where })).map(({ recipient }) => recipient).toSorted()
  })
}

it('makes the member an owner beside their own roles, and the owner keeps another role; both get an email', async () => {
  expect(await transfer(owner, ` ${admin.email.toUpperCase()} `)).toBe('Ada Admin')
  expect(await rolesByMember()).toEqual({ 'Ada Admin': ['Admin', 'Owner'], 'Olga Owner': ['Viewer'] })
  expect(await events()).toEqual(['member.ownership_transferred', 'member.roles_changed'])
  expect(await emails()).toEqual([admin.email, owner.email].toSorted())
})

it('lets the last owner leave in the same change', async () => {
  await transfer(owner, admin.email, 'leave')
  expect(await rolesByMember()).toEqual({ 'Ada Admin': ['Admin', 'Owner'] })
  expect(await events()).toEqual(['member.left', 'member.ownership_transferred'])
})

it('refuses members who cannot be an owner, and the owner themselves', async () => {
  const outsider = await tenant.createUser()
  const suspended = await tenant.createUser()
  await tenant.addMember(organization, suspended, ['Admin'])
  await tenant.write((tx) =>
    tx.member.updateMany({ where: { userId: suspended.id }, data: { suspendedAt: new Date() } }),
  )
  for (const to of [outsider.email, suspended.email, owner.email, 'not an address', ''])
    await expect(transfer(owner, to), to).rejects.toMatchObject({ code: 'invalid', field: 'to' })
  const before = await rolesByMember()
  expect(before['Olga Owner']).toEqual(['Owner'])
  expect(await events()).toEqual([])
})

it('refuses members without an owner role, and to keep a role that is an owner’s, unknown or not assignable', async () => {
  await expect(transfer(admin, owner.email)).rejects.toMatchObject({ code: 'not_found' })
  const keep = (roleId: string) => transfer(owner, admin.email, { roleId })
  await expect(keep(tenant.role('Owner'))).rejects.toMatchObject({ code: 'invalid' })
  await expect(keep('rol_unknown')).rejects.toMatchObject({ code: 'not_yours_to_give' })
  await expect(keep(tenant.role('Operator'))).rejects.toMatchObject({ code: 'not_yours_to_give' })
  expect(await rolesByMember()).toEqual({ 'Ada Admin': ['Admin'], 'Olga Owner': ['Owner'] })
})
