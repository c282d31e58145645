import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import {
  expectedAt,
  people,
  roles,
  type Api,
  type Part,
  type PermissionContext,
  type RoleName,
} from '@/test/permission-model'
import type { Tx } from './prisma'

interface UserCase extends Part {
  /** Such a user has no permissions, whatever they are given. */
  inactive?: 'blocked' | 'unverified'
}

const { 'of another tenant': _, ...ours } = people
const cases: Record<string, UserCase> = {
  ...ours,
  'viewer and admin': { here: ['Viewer', 'Admin'] },
  'blocked owner': { here: ['Owner'], inactive: 'blocked' },
  'blocked operator': { tenant: ['Operator'], inactive: 'blocked' },
  'one whose address is unverified': { inactive: 'unverified' },
}

let testTenant: TestTenant
let organizations: Record<'here' | 'elsewhere', TestOrganization>
let apis: Record<Api, string>
const users = new Map<string, TestUser>()

beforeAll(async () => {
  testTenant = await createTestTenant()
  organizations = {
    here: await testTenant.createOrganization(),
    elsewhere: await testTenant.createOrganization(),
  }
  apis = { portal: await portalOf(testTenant), documents: await testTenant.write(createDocuments) }
  await testTenant.write((tx) => createRole(tx, 'Auditor', organizations.here))
  await testTenant.write((tx) => createRole(tx, 'Keeper', organizations.elsewhere))
  await testTenant.write((tx) => createRole(tx, 'Clerk'))
  for (const [name, one] of Object.entries(cases)) users.set(name, await createUser(one))
})

function portalOf(tenant: TestTenant): Promise<string> {
  return tenant.read(async (tx) => (await tx.api.findFirstOrThrow({ where: { isPortal: true } })).id)
}

/** A second API; a level means something on the portal alone. */
async function createDocuments(tx: Tx): Promise<string> {
  const apiId = newId('resourceServer')
  await tx.api.create({ data: { id: apiId, identifier: 'https://documents.test', name: 'Documents' } })
  const levels = { read: 'organization', write: 'tenant', delete: 'tenant' }
  await tx.permission.createMany({
    data: [
      ...Object.entries(levels).map(([verb, level]) => ({ apiId, name: `${verb}:documents`, level })),
      { apiId, name: 'read:audit', level: 'organization' },
    ],
  })
  for (const [name, { documents }] of Object.entries(roles)) {
    const role = await tx.role.findFirst({ where: { name } })
    if (!role) continue
    const on = { roleId: role.id, usableIn: '*', apiId }
    await tx.rolePermission.createMany({ data: documents.map((permission) => ({ ...on, name: permission })) })
  }
  return apiId
}

/** A role that is not seeded: the tenant’s, or the organization’s own. */
async function createRole(tx: Tx, name: RoleName, organization?: TestOrganization): Promise<void> {
  const on = { roleId: newId('role'), usableIn: organization?.id ?? '*' }
  await tx.role.create({ data: { id: on.roleId, name, organizationId: organization?.id ?? null } })
  for (const api of ['portal', 'documents'] as const) {
    const data = roles[name][api].map((permission) => ({ ...on, apiId: apis[api], name: permission }))
    await tx.rolePermission.createMany({ data })
  }
}

async function createUser({ here, elsewhere, ...given }: UserCase): Promise<TestUser> {
  const person = await testTenant.createUser({ isVerified: given.inactive !== 'unverified' })
  if (here) await testTenant.addMember(organizations.here, person, here)
  if (elsewhere) await testTenant.addMember(organizations.elsewhere, person, elsewhere)
  await testTenant.write((tx) => grantTo(tx, person, given))
  return person
}

async function grantTo(tx: Tx, { id: userId }: TestUser, given: UserCase): Promise<void> {
  const { tenant = [], direct = { portal: [], documents: [] }, suspended, inactive } = given
  await tx.userRole.createMany({ data: tenant.map((role) => ({ userId, roleId: testTenant.role(role) })) })
  for (const api of ['portal', 'documents'] as const) {
    await tx.userPermission.createMany({
      data: direct[api].map((name) => ({ userId, apiId: apis[api], name })),
    })
  }
  if (suspended) await tx.member.updateMany({ where: { userId }, data: { suspendedAt: new Date() } })
  if (inactive === 'blocked') await tx.user.updateMany({ where: { id: userId }, data: { blocked: true } })
}

/** As `<api> <permission>`, sorted; read in that tenant, on these APIs. */
async function permissions(
  person: TestUser,
  organizationId: string | null,
  requested: { tenant: TestTenant; of: Record<string, string> } = { tenant: testTenant, of: apis },
): Promise<string[]> {
  const found: string[] = []
  for (const [api, id] of Object.entries(requested.of)) {
    const rows = await requested.tenant.read(
      (tx) =>
        tx.$queryRaw<{ permission: string }[]>`
          SELECT DISTINCT permission FROM foyer.effective_permissions(${person.id}, ${organizationId}, ${id})`,
    )
    found.push(...rows.map(({ permission }) => `${api} ${permission}`))
  }
  return found.sort()
}

function expected(user: UserCase, where: PermissionContext, inherits: boolean): string[] {
  if (user.inactive) return []
  return [...(expectedAt(user, where, inherits)?.keys() ?? [])].sort()
}

function known(name: string): TestUser {
  const person = users.get(name)
  if (!person) throw new Error(`There is no ${name}.`)
  return person
}

async function setInheritance(on: boolean, tenant = testTenant): Promise<void> {
  const data = { inheritGlobalPermissionsInOrganizations: on }
  await tenant.write((tx) => tx.tenant.updateMany({ where: { id: tenant.tenantId }, data }))
}

describe.each([false, true])('what a user holds, with inheritance %s', (inherits) => {
  beforeAll(() => setInheritance(inherits))

  it.each(Object.entries(cases))('%s: here, elsewhere and outside', async (name, user) => {
    const person = known(name)
    for (const where of ['here', 'elsewhere'] as const)
      expect(await permissions(person, organizations[where].id), where).toEqual(
        expected(user, where, inherits),
      )
    expect(await permissions(person, null), 'outside').toEqual(expected(user, 'none', inherits))
    expect(await permissions(person, 'org_unknown'), 'in no such organization').toEqual([])
  })

  it('gives nothing in an organization that is suspended or deleted', async () => {
    const { id } = organizations.here
    for (const closed of [{ suspendedAt: new Date() }, { deletedAt: new Date() }]) {
      await testTenant.write((tx) => tx.organization.updateMany({ where: { id }, data: closed }))
      for (const name of ['owner', 'operator', 'operator who is a member'])
        expect(await permissions(known(name), id), name).toEqual([])
      const opened = { suspendedAt: null, deletedAt: null }
      await testTenant.write((tx) => tx.organization.updateMany({ where: { id }, data: opened }))
    }
    expect(await permissions(known('owner'), id)).not.toEqual([])
  })

  it('are none in another tenant, for its users here and for ours there', async () => {
    const other = await createTestTenant()
    await setInheritance(true, other)
    const stranger = await other.createUser()
    const theirs = await other.createOrganization()
    const roleId = other.role('Operator')
    await other.write((tx) => tx.userRole.create({ data: { userId: stranger.id, roleId } }))
    const [onTheirApis, onOurs] = [
      { tenant: other, of: { portal: await portalOf(other) } },
      { tenant: other, of: apis },
    ]
    for (const organizationId of [organizations.here.id, theirs.id, null]) {
      expect(await permissions(stranger, organizationId), 'their operator, here').toEqual([])
      expect(await permissions(stranger, organizationId, onOurs), 'their operator, on our APIs').toEqual([])
      expect(
        await permissions(known('operator'), organizationId, onTheirApis),
        'our operator, there',
      ).toEqual([])
    }
    expect(await permissions(known('operator'), theirs.id), 'our operator, in their organization').toEqual([])
    expect(
      await permissions(stranger, organizations.here.id, onTheirApis),
      'their operator, in our organization',
    ).toEqual([])
    expect(await permissions(stranger, theirs.id, onTheirApis)).toEqual(
      expected({ tenant: ['Operator'] }, 'here', true),
    )
  })
})

describe('the permissions that a user may grant', () => {
  async function grantable(name: string): Promise<string[]> {
    const person = known(name)
    const rows = await testTenant.read(
      (tx) =>
        tx.$queryRaw<
          { power: string[] }[]
        >`SELECT foyer.grantable_permissions(${person.id}, ${organizations.here.id}) AS power`,
    )
    return (rows[0]?.power ?? []).map((permission) => `portal ${permission}`).sort()
  }

  function onPortal(user: UserCase, inherits: boolean): string[] {
    return expected(user, 'here', inherits).filter((permission) => permission.startsWith('portal '))
  }

  it.each(Object.entries(cases))(
    '%s: own roles there count, and with admin:organizations what is inherited',
    async (name, user) => {
      const mayEnterAny = expected(user, 'none', true).includes('portal admin:organizations')
      await setInheritance(true)
      expect(await grantable(name)).toEqual(onPortal(user, mayEnterAny))
      await setInheritance(false)
      expect(await grantable(name)).toEqual(onPortal(user, false))
    },
  )
})
