import { beforeAll, describe, expect, it } from 'vitest'
import { getMyAccess } from '@/lib/domain/organizations/get-my-access'
import type { ExplainedApi } from '@/lib/domain/roles/explain-permissions'
import { newId } from '@/lib/ids'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { getMember } from './get-member'

let tenant: TestTenant
let owner: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
  organization = await tenant.createOrganization({ owner })
})

function explained(apis: ExplainedApi[] | null): string[] | undefined {
  return apis?.flatMap(({ permissions }) =>
    permissions.map(({ name, sources }) => `${name} ${sources.map(({ roleName }) => roleName).join()}`),
  )
}

const ofMember = ['read:organization_member_roles Member', 'read:organization_members Member']

it('returns a member’s permissions in this organization, and the roles they come from', async () => {
  const pat = await tenant.createUser()
  await tenant.addMember(organization, pat, ['Member', 'Viewer'])
  const access = await tenant.accessTo(organization, owner, 'read:organization_members')
  expect(explained((await getMember(access, pat.id)).permissions)).toEqual(ofMember)
  const own = await getMyAccess(await tenant.accessTo(organization, pat))
  expect(explained(own.permissions)).toEqual(ofMember)
  expect(own.isMember).toBe(true)
})

it('hides a member’s roles and permissions from a caller who may not see roles', async () => {
  const pat = await tenant.createUser()
  const onlooker = await tenant.createUser()
  await tenant.addMember(organization, pat, ['Member'])
  const roleId = newId('role')
  await tenant.write(async (tx) => {
    const { id: apiId } = await tx.api.findFirstOrThrow({
      where: { tenantId: tenant.tenantId, isPortal: true },
    })
    await tx.role.create({ data: { id: roleId, name: 'Onlooker', organizationId: organization.id } })
    const name = 'read:organization_members'
    await tx.rolePermission.create({ data: { roleId, usableIn: organization.id, apiId, name } })
  })
  await tenant.addMember(organization, onlooker, ['Onlooker'])
  const { member, permissions } = await getMember(
    await tenant.accessTo(organization, onlooker, 'read:organization_members'),
    pat.id,
  )
  expect([member.roles, permissions]).toEqual([null, null])
})

it('tells an operator in an organization that they are not a member, and what they inherit', async () => {
  const operator = await tenant.createUser()
  await tenant.write(async (tx) => {
    await tx.userRole.create({ data: { userId: operator.id, roleId: tenant.role('Operator') } })
    const where = { id: tenant.tenantId }
    await tx.tenant.updateMany({ where, data: { inheritGlobalPermissionsInOrganizations: true } })
  })
  const {
    isMember,
    roles,
    permissions: held,
  } = await getMyAccess(await tenant.accessTo(organization, operator))
  expect([isMember, roles]).toEqual([false, []])
  expect(explained(held)).toContain('admin:organizations Operator')
  const every = held.flatMap(({ permissions }) => permissions.flatMap(({ sources }) => sources))
  expect(every.every(({ inherited }) => inherited)).toBe(true)
})

describe('a member’s own page', () => {
  it('names the inviter', async () => {
    const guest = await tenant.createUser({ name: 'Gia Guest' })
    const id = newId('invitation')
    await tenant.write(async (tx) => {
      const sent = {
        organizationId: organization.id,
        email: guest.email,
        emailFolded: guest.email,
        expiresAt: new Date(),
      }
      const from = {
        inviterUserId: owner.id,
        inviterName: 'Earlier Name',
        inviterHeld: [],
        offeredRoles: [],
      }
      await tx.invitation.create({ data: { id, state: 'accepted', ...sent, ...from } })
      await tx.member.create({
        data: { organizationId: organization.id, userId: guest.id, invitationId: id },
      })
    })
    const access = await tenant.accessTo(organization, owner, 'read:organization_members')
    const { member, invitedBy } = await getMember(access, guest.id)
    expect(member).toMatchObject({ name: 'Gia Guest', email: guest.email, roles: [], isSelf: false })
    expect(invitedBy).toEqual({ name: owner.name, userId: owner.id })
    await tenant.write((tx) =>
      tx.invitation.updateMany({ where: { id }, data: { inviterUserId: newId('user') } }),
    )
    expect((await getMember(access, guest.id)).invitedBy).toEqual({ name: 'Earlier Name', userId: null })
    await tenant.write((tx) =>
      tx.member.deleteMany({ where: { organizationId: organization.id, userId: guest.id } }),
    )
  })

  it('is not found for members of other organizations and of other tenants', async () => {
    const elsewhere = await tenant.createUser()
    await tenant.addMember(await tenant.createOrganization(), elsewhere)
    const access = await tenant.accessTo(organization, owner, 'read:organization_members')
    const stranger = await (await createTestTenant()).createUser()
    for (const { id } of [elsewhere, stranger, { id: 'auth0|unknown' }]) {
      await expect(getMember(access, id)).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})
