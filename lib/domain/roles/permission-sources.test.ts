import { beforeEach, describe, expect, it } from 'vitest'
import { read } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { startExplainedPermissions } from '@/test/fixtures/explained-permissions'
import { explained, type ExplainedApi, type PermissionSource } from './explain-permissions'

const {
  tenant,
  organization,
  elsewhere,
  operator,
  apiId: documents,
  addTenantRole,
  addPermission,
  setInheritance,
  createMember,
  explain,
} = await startExplainedPermissions()
beforeEach(() => setInheritance(false))

/** “read:documents” → “Member, inherited Support”, on one API; the other one by default. */
function sources(apis: ExplainedApi[], apiId = documents): Record<string, string> {
  const permissions = apis.find(({ id }) => id === apiId)?.permissions ?? []
  return Object.fromEntries(
    permissions.map((permission) => [permission.name, sourceNames(permission.sources)]),
  )
}

function sourceNames(from: readonly PermissionSource[]): string {
  return from
    .map(({ roleName, inherited }) => `${inherited ? 'inherited ' : ''}${roleName ?? 'direct'}`)
    .join(', ')
}

describe('where a permission comes from', () => {
  it('is listed by API, the portal’s own first, with each permission’s description', async () => {
    const apis = await explain(await createMember('Member'), organization)
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
    const person = await createMember('Viewer', 'Member', 'Admin')
    expect(sources(await explain(person, organization))).toEqual({
      'read:documents': 'Admin, Viewer',
      'write:documents': 'Admin, Member',
    })
  })

  it('is the organization’s own role where that gives it, and only there', async () => {
    const person = await createMember('Viewer')
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
    await addPermission(person, 'read:documents')
    await addTenantRole(person, 'Support')
    expect(sources(await explain(person, null))).toEqual({
      'read:audit': 'Support',
      'read:documents': 'direct, Support',
      greet: 'Everyone',
    })
    const unverified = await tenant.createUser({ isVerified: false })
    expect(await explain(unverified, null)).toEqual([])
  })

  it('is distinguished from what is inherited, which counts only with the tenant’s flag', async () => {
    const person = await createMember('Viewer')
    await addTenantRole(person, 'Support')
    await addPermission(person, 'write:documents')
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
    const suspended = await createMember('Owner')
    const blocked = await createMember('Owner')
    const stranger = await tenant.createUser()
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
