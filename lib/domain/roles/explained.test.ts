import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import {
  type TestTenant,
  createTestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import {
  explained,
  type ExplainedApi,
  explainPermissions,
  type PermissionSource,
} from './explain-permissions'

let tenant: TestTenant
let organization: TestOrganization
let elsewhere: TestOrganization
let operator: TestUser
let documents: string

beforeAll(async () => {
  tenant = await createTestTenant()
  organization = await tenant.createOrganization()
  elsewhere = await tenant.createOrganization()
  operator = await tenant.createUser()
  await give(operator, 'Operator')
  documents = await makeDocuments()
  await permit('Admin', 'read:documents', 'write:documents')
  await permit('Member', 'write:documents')
  await permit('Viewer', 'read:documents')
  await permit('Support', 'read:documents', 'read:audit')
  await permit('Everyone', 'greet')
})
beforeEach(() => setInheritance(false))
afterAll(disconnect)

async function makeDocuments(): Promise<string> {
  const apiId = newId('resourceServer')
  await tenant.write(async (tx) => {
    await tx.api.create({ data: { id: apiId, identifier: 'https://docs.house.test', name: 'Documents' } })
    const names = ['read:documents', 'write:documents', 'read:audit', 'greet']
    await tx.permission.createMany({
      data: names.map((name) => ({ apiId, name, description: `May ${name}`, openToOrganizations: true })),
    })
  })
  return apiId
}

async function permit(role: string, ...names: string[]): Promise<void> {
  await tenant.write((tx) =>
    tx.rolePermission.createMany({
      data: names.map((name) => ({ roleId: tenant.role(role), usableIn: '*', apiId: documents, name })),
    }),
  )
}

async function give(person: TestUser, role: string): Promise<void> {
  await tenant.write((tx) => tx.userRole.create({ data: { userId: person.id, roleId: tenant.role(role) } }))
}

async function permitDirectly(person: TestUser, name: string): Promise<void> {
  const data = { userId: person.id, apiId: documents, name }
  await tenant.write((tx) => tx.userPermission.create({ data }))
}

async function setInheritance(on: boolean): Promise<void> {
  const where = { id: tenant.tenantId }
  await tenant.write((tx) =>
    tx.tenant.updateMany({ where, data: { inheritGlobalPermissionsInOrganizations: on } }),
  )
}

async function member(...roles: string[]): Promise<TestUser> {
  const person = await tenant.createUser()
  await tenant.addMember(organization, person, roles)
  return person
}

async function explain(person: TestUser, at: TestOrganization | null): Promise<ExplainedApi[]> {
  const access = await tenant.tenantAccess(operator, 'read:users')
  return explainPermissions(access, { userId: person.id, organizationId: at?.id ?? null })
}

/** “read:documents” → “Member, inherited Support”, on one API; the other one by default. */
function sources(apis: ExplainedApi[], apiId = documents): Record<string, string> {
  const permissions = apis.find(({ id }) => id === apiId)?.permissions ?? []
  return Object.fromEntries(permissions.map((permission) => [permission.name, words(permission.sources)]))
}

function words(from: readonly PermissionSource[]): string {
  return from
    .map(({ roleName, inherited }) => `${inherited ? 'inherited ' : ''}${roleName ?? 'direct'}`)
    .join(', ')
}

describe('where a permission comes from', () => {
  it('is listed by API, the portal’s own first, with each permission’s description', async () => {
    const apis = await explain(await member('Member'), organization)
    expect(apis.map(({ name, isPortal }) => [name, isPortal])).toEqual([
      ['Management API', true],
      ['Documents', false],
    ])
    const source = { roleId: tenant.role('Member'), roleName: 'Member', inherited: false }
    expect(apis[0]?.permissions).toEqual([
      {
        name: 'read:organization_member_roles',
        description: 'See the members’ roles',
        sources: [source],
      },
      { name: 'read:organization_members', description: 'See the members', sources: [source] },
    ])
    expect(apis[1]?.permissions).toEqual([
      { name: 'write:documents', description: 'May write:documents', sources: [source] },
    ])
  })

  it('names every role that gives it', async () => {
    const person = await member('Viewer', 'Member', 'Admin')
    expect(sources(await explain(person, organization))).toEqual({
      'read:documents': 'Admin, Viewer',
      'write:documents': 'Admin, Member',
    })
  })

  it('is the organization’s own role where that gives it, and only there', async () => {
    const person = await member('Viewer')
    await tenant.addMember(elsewhere, person, ['Member'])
    const roleId = newId('role')
    await tenant.write(async (tx) => {
      await tx.role.create({ data: { id: roleId, name: 'Archivist', organizationId: organization.id } })
      await tx.rolePermission.create({
        data: { roleId, usableIn: organization.id, apiId: documents, name: 'read:audit' },
      })
      await tx.memberRole.create({
        data: { organizationId: organization.id, userId: person.id, roleId, usableIn: organization.id },
      })
    })
    expect(sources(await explain(person, organization))).toMatchObject({ 'read:audit': 'Archivist' })
    expect(sources(await explain(person, elsewhere))).toEqual({ 'write:documents': 'Member' })
    expect(sources(await explain(person, null))).toEqual({ greet: 'Everyone' })
  })

  it('is “direct” for what was given to the user directly, and the role of everyone for verified users', async () => {
    const person = await tenant.createUser()
    await permitDirectly(person, 'read:documents')
    await give(person, 'Support')
    expect(sources(await explain(person, null))).toEqual({
      'read:audit': 'Support',
      'read:documents': 'direct, Support',
      greet: 'Everyone',
    })
    const unproven = await tenant.createUser({ proven: false })
    expect(await explain(unproven, null)).toEqual([])
  })

  it('is distinguished from what is inherited, which counts only with the tenant’s flag', async () => {
    const person = await member('Viewer')
    await give(person, 'Support')
    await permitDirectly(person, 'write:documents')
    const own = { 'read:documents': 'Viewer' }
    expect(sources(await explain(person, organization))).toEqual(own)
    await setInheritance(true)
    expect(sources(await explain(person, organization))).toEqual({
      'read:documents': 'Viewer, inherited Support',
      'read:audit': 'inherited Support',
      'write:documents': 'inherited direct',
      greet: 'inherited Everyone',
    })
    await setInheritance(false)
    expect(sources(await explain(person, organization))).toEqual(own)
  })

  it('is inherited, for every permission of an operator who is not a member', async () => {
    expect(await explain(operator, elsewhere)).toEqual([])
    await setInheritance(true)
    const [portal, other] = await explain(operator, elsewhere)
    expect(sources(other ? [other] : [])).toEqual({ greet: 'inherited Everyone' })
    const inherited = sources(portal ? [portal] : [], portal?.id)
    expect(inherited).toMatchObject({
      'admin:organizations': 'inherited Operator',
      'create:organizations': 'inherited Everyone, inherited Operator',
    })
    const access = await tenant.accessTo(elsewhere, operator)
    const here = { tenantId: tenant.tenantId, userId: operator.id, organizationId: elsewhere.id }
    expect(await read(access, (tx) => explained(tx, here))).toEqual([portal, other])
  })
})

describe('nothing is explained for', () => {
  it('a suspended member, a blocked one, and a user of no organization', async () => {
    await setInheritance(true)
    const [suspended, blocked, stranger] = [
      await member('Owner'),
      await member('Owner'),
      await tenant.createUser(),
    ]
    await tenant.write(async (tx) => {
      await tx.member.updateMany({ where: { userId: suspended.id }, data: { suspendedAt: new Date() } })
      await tx.user.updateMany({ where: { id: blocked.id }, data: { blocked: true } })
    })
    expect(await explain(suspended, organization)).toEqual([])
    expect(await explain(blocked, organization)).toEqual([])
    expect(await explain(stranger, organization)).toEqual([])
  })

  it('a member of a suspended organization', async () => {
    const closed = await tenant.createOrganization()
    const person = await tenant.createUser()
    await tenant.addMember(closed, person, ['Owner'])
    expect(await explain(person, closed)).not.toEqual([])
    const data = { suspendedAt: new Date() }
    await tenant.write((tx) => tx.organization.updateMany({ where: { id: closed.id }, data }))
    expect(await explain(person, closed)).toEqual([])
  })
})

describe.each([false, true])('with inheritance %s', (inherits) => {
  it('equals foyer.effective_permissions, for every user and organization', async () => {
    await setInheritance(inherits)
    const both = await member('Admin', 'Viewer')
    await give(both, 'Support')
    await permitDirectly(both, 'read:audit')
    await give(both, 'Operator')
    for (const person of [both, operator, await member('Owner'), await tenant.createUser()]) {
      for (const at of [organization, elsewhere, null]) {
        const said = flat(await explain(person, at))
        expect(said).toEqual(await heldBy(person, at))
      }
    }
    expect(await heldBy(both, organization)).not.toEqual([])
  })
})

function flat(apis: ExplainedApi[]): string[] {
  const rows = apis.flatMap(({ id, permissions }) =>
    permissions.flatMap(({ name, sources: from }) =>
      from.map(({ roleId, inherited }) => [id, name, roleId ?? 'direct', String(inherited)].join(' ')),
    ),
  )
  return rows.sort()
}

async function heldBy(person: TestUser, at: TestOrganization | null): Promise<string[]> {
  const rows = await tenant.read(
    (tx) => tx.$queryRaw<{ row: string }[]>`
      SELECT concat_ws(' ', a.id, h.permission, coalesce(h.role_id, 'direct'), h.inherited::text) AS row
      FROM apis a, foyer.effective_permissions(${person.id}, ${at?.id ?? null}, a.id) h
      WHERE a.tenant_id = ${tenant.tenantId}`,
  )
  return rows.map(({ row }) => row).sort()
}
