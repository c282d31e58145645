import { managementPermissions, type Permission } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { insertOrganization } from '@/lib/domain/organizations/insert-organization'
import type { PermissionRef } from '@/lib/domain/roles/permission-ref'
import { newId } from '@/lib/ids'
import type { Holding } from './grant-rules-model'
import { createTestTenant, type TestTenant, type TestUser } from './fixtures/tenant'

/** A tenant with the users that its organizations can have as members. */
export interface GrantRulesUsers {
  tenant: TestTenant
  /** In the order of `parts`. */
  people: readonly [TestUser, ...TestUser[]]
  holdings: ReadonlyMap<string, Holding>
  /** Tenant roles that are assignable at one time and not at another. */
  sometimesAssignable: readonly string[]
  /** The tenant’s other API, and its permissions’ names. */
  apiId: string
  documents: readonly string[]
  /** All permissions that a role may be asked to contain, tenant-level ones included. */
  permissions: readonly PermissionRef[]
}

export const parts = [
  'owner',
  'admin',
  'smith',
  'host',
  'keeper',
  'member',
  'viewer',
  'suspended',
  'operator',
  'patron',
  'neighbour',
  'guest',
] as const
type Part = (typeof parts)[number]

/** The roles of each part in the first organization; parts not listed are not members. */
const first: Partial<Record<Part, readonly string[]>> = {
  owner: ['Owner'],
  admin: ['Admin'],
  smith: ['Smith', 'Viewer'],
  host: ['Host'],
  keeper: ['Keeper', 'Member'],
  member: ['Member'],
  viewer: ['Viewer'],
  suspended: ['Admin', 'Host'],
  patron: ['Viewer'],
}
const second: typeof first = { neighbour: ['Owner'], owner: ['Member'], guest: ['Admin'], patron: ['Host'] }

/** Each organization’s own roles. */
const ownRoles: Record<string, readonly Permission[]> = {
  Smith: [
    ...(['create:organization_roles', 'update:organization_roles', 'delete:organization_roles'] as const),
    ...(['read:organization_roles', 'read:organization_member_roles'] as const),
    ...(['create:organization_member_roles', 'delete:organization_member_roles'] as const),
  ],
  Host: [
    ...(['create:organization_invitations', 'delete:organization_invitations'] as const),
    'read:organization_members',
  ],
  Keeper: [
    ...(['read:organization_members', 'delete:organization_members'] as const),
    ...(['read:organization_member_roles', 'create:organization_member_roles'] as const),
  ],
}
const documents = ['read:documents', 'write:documents', 'purge:documents']
const ofOrganizations = managementPermissions.filter(({ level }) => level === 'organization')

export async function createGrantRulesUsers(): Promise<GrantRulesUsers> {
  const tenant = await createTestTenant()
  const people: [TestUser, ...TestUser[]] = [await tenant.createUser({ name: parts[0] })]
  for (const name of parts.slice(1)) people.push(await tenant.createUser({ name }))
  const [operator, patron] = [people[parts.indexOf('operator')], people[parts.indexOf('patron')]]
  if (!operator || !patron) throw new Error('A user is missing.')
  return tenant.write(async (tx) => {
    const portal = await tx.api.findFirstOrThrow({ where: { tenantId: tenant.tenantId, isPortal: true } })
    const apiId = await createDocumentsApi(tx)
    await addPatron(tx, { portal: portal.id, userId: patron.id })
    await tx.userRole.create({ data: { userId: operator.id, roleId: tenant.role('Operator') } })
    return {
      tenant,
      people,
      apiId,
      documents,
      holdings: new Map([
        [operator.id, { held: managementPermissions.map(({ name }) => name), entersAny: true }],
        [patron.id, { held: ofOrganizations.map(({ name }) => name), entersAny: false }],
      ]),
      sometimesAssignable: [tenant.role('Member'), tenant.role('Viewer'), tenant.role('Support')],
      permissions: [
        ...documents.map((name) => ({ apiId, name })),
        ...ofOrganizations.map(({ name }) => ({ apiId: portal.id, name })),
        ...['read:users', 'admin:organizations'].map((name) => ({ apiId: portal.id, name })),
      ],
    }
  })
}

async function createDocumentsApi(tx: Tx): Promise<string> {
  const id = newId('resourceServer')
  await tx.api.create({ data: { id, identifier: 'https://documents.tenant.test', name: 'Documents' } })
  await tx.permission.createMany({
    data: documents.map((name) => ({ apiId: id, name, openToOrganizations: name !== 'purge:documents' })),
  })
  return id
}

/** Holds at tenant level all that can be done in an organization, but may not enter any. */
async function addPatron(tx: Tx, { portal, userId }: { portal: string; userId: string }): Promise<void> {
  const { id } = await tx.role.create({ data: { id: newId('role'), name: 'Patron' } })
  await tx.rolePermission.createMany({
    data: ofOrganizations.map(({ name }) => ({ roleId: id, usableIn: '*', apiId: portal, name })),
  })
  await tx.userRole.create({ data: { userId, roleId: id } })
}

/** One random change to the starting state: the roles of a user in an organization. No roles: not a member. */
export interface Turn {
  part: Part
  organization: number
  roles: string[]
  isSuspended: boolean
}

/** Two new organizations with these users. */
export function createOrganizations(
  users: GrantRulesUsers,
  turns: readonly Turn[],
): Promise<[string, string]> {
  const { tenant } = users
  return tenant.write(async (tx) => {
    await tx.tenant.update({
      where: { id: tenant.tenantId },
      data: { inheritGlobalPermissionsInOrganizations: false },
    })
    const assignable = [tenant.role('Member'), tenant.role('Viewer')]
    await tx.role.updateMany({ where: { id: { in: assignable } }, data: { assignable: true } })
    const one = await createOrganization(tx, users)
    const organizations = [one, await createOrganization(tx, users)] as const
    await addMembers(tx, users, {
      organizationId: organizations[0],
      who: { ...first, ...turned(turns, 0) },
      turns,
    })
    await addMembers(tx, users, {
      organizationId: organizations[1],
      who: { ...second, ...turned(turns, 1) },
      turns: [],
    })
    return [organizations[0], organizations[1]]
  })
}

function turned(turns: readonly Turn[], organization: number): typeof first {
  return Object.fromEntries(
    turns.filter((turn) => turn.organization === organization).map(({ part, roles }) => [part, roles]),
  )
}

async function createOrganization(tx: Tx, { permissions }: GrantRulesUsers): Promise<string> {
  const slug = newId('organization').replace('_', '-').toLowerCase()
  const { id } = await insertOrganization(tx, { slug, displayName: 'Organization' })
  const roles = Object.entries(ownRoles).map(([name, gives]) => ({ id: newId('role'), name, gives }))
  await tx.role.createMany({
    data: roles.map((role) => ({ id: role.id, name: role.name, organizationId: id })),
  })
  await tx.rolePermission.createMany({
    data: roles.flatMap(({ id: roleId, gives }) =>
      permissions
        .filter(({ name }) => gives.some((given) => given === name))
        .map((permission) => ({ ...permission, roleId, usableIn: id })),
    ),
  })
  return id
}

async function addMembers(
  tx: Tx,
  { tenant, people }: GrantRulesUsers,
  { organizationId, who, turns }: { organizationId: string; who: typeof first; turns: readonly Turn[] },
): Promise<void> {
  const known = await tx.role.findMany({
    where: { tenantId: tenant.tenantId, usableIn: { in: ['*', organizationId] } },
  })
  const members = parts.flatMap((part, index) => {
    const [person, roles] = [people[index], who[part] ?? []]
    const isSuspended = part === 'suspended' || turns.some((turn) => turn.part === part && turn.isSuspended)
    return person && roles.length > 0 ? [{ userId: person.id, roles, isSuspended }] : []
  })
  await tx.member.createMany({
    data: members.map(({ userId, isSuspended }) => ({
      organizationId,
      userId,
      suspendedAt: isSuspended ? new Date() : null,
    })),
  })
  await tx.memberRole.createMany({
    data: members.flatMap(({ userId, roles }) =>
      known
        .filter(({ name }) => roles.includes(name))
        .map(({ id, usableIn }) => ({ organizationId, userId, roleId: id, usableIn })),
    ),
  })
}
