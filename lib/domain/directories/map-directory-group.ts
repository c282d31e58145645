import { mayGrant, type OrganizationAccess } from '@/lib/access'
import { changeLocked, type ChangeResult, eventsIn, unchanged } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { DomainError, notFound } from '@/lib/errors'
import type { Tx } from '@/lib/db/prisma'
import { type AccessLevel, assertLevel, levelHere } from '../connections/access-levels'
import { authorizedCaller } from '../reauthorize'
import { isOffered, portalPermissions } from '../roles/permission-ref'
import { notAssignable } from '../roles/role-choices'
import { syncDirectoryRoles } from './directory-roles'
import { type GroupMapping, groupsOf, mappingColumns } from './group-queries'

export const mapperPermissions = [
  'update:organization_connections',
  'create:organization_member_roles',
  'delete:organization_member_roles',
] as const

type GroupMapper = OrganizationAccess<(typeof mapperPermissions)[number]>

interface NewMapping {
  connectionId: string
  groupId: string
  /** All of them; none for a group that gives no role. */
  roleIds: readonly string[]
}

/**
 * The members of the group have these roles from now on. Both the caller and the directory must be allowed to give them.
 * @throws DomainError not_found, not_yours_to_give, last_owner; UnknownRoles
 */
export function mapDirectoryGroup(access: GroupMapper, mapping: NewMapping): Promise<void> {
  return changeLocked(access, (tx) => map(tx, access, mapping), { directoryGroups: [mapping.groupId] })
}

async function map(tx: Tx, access: GroupMapper, mapping: NewMapping): Promise<ChangeResult<void>> {
  const { connectionId, groupId, roleIds } = mapping
  const present = await readMapping(tx, access, mapping)
  const former = present.roles.map(({ id }) => id)
  const added = addedRoles(access, present, mapping)
  const kept = present.roles.filter(({ id }) => roleIds.includes(id))
  if (added.length === 0 && kept.length === former.length) return unchanged(undefined)
  await writeMapping(tx, access, { groupId, kept: kept.map(({ id }) => id), added })
  const synced = await syncDirectoryRoles(tx, access, { connectionId, users: present.users, former })
  const mapped = {
    type: 'directory.group_mapped' as const,
    target: { kind: 'directory_group', id: groupId, name: present.name },
    details: { before: namesOf(present.roles), after: namesOf([...kept, ...added]) },
  }
  return { result: undefined, events: [mapped, ...eventsIn(synced)], mails: synced.mails ?? [] }
}

interface RequestedRole {
  id: string
  name: string
  usableIn: string
  isOffered: boolean
  permissions: string[]
}

interface Present extends GroupMapping {
  grantable: string[]
  ofDirectory: string[]
  requested: RequestedRole[]
}

/** FOR NO KEY UPDATE of the directory. @throws DomainError not_found, also where directory sync is off */
async function readMapping(
  tx: Tx,
  access: GroupMapper,
  { connectionId, groupId, roleIds }: NewMapping,
): Promise<Present> {
  const { tenantId, organizationId } = access
  const [row] = await tx.$queryRaw<(Present & { refusal: string | null; accessLevel: AccessLevel })[]>(sql`
    WITH directory AS MATERIALIZED (
      SELECT d.connection_id FROM directories d
      WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.connection_id = ${connectionId}
      FOR NO KEY UPDATE
    )
    SELECT ${mappingColumns}, c.refusal, c.grantable, ${levelHere(access, sql`d.connection_id`)} AS "accessLevel",
      foyer.directory_grantable(${organizationId}, d.connection_id) AS "ofDirectory", coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'usableIn', r.usable_in,
          'isOffered', ${isOffered(organizationId)}, 'permissions', ${portalPermissions(tenantId)}))
        FROM roles r
        WHERE r.tenant_id = ${tenantId} AND r.usable_in IN ('*', ${organizationId}) AND r.id = ANY (${[...roleIds]})
      ), '[]') AS requested
    FROM directory d
    JOIN directory_groups g ON ${groupsOf(access, connectionId)} AND g.id = ${groupId}
    CROSS JOIN ${authorizedCaller(access)} c`)
  if (!row || row.refusal !== null) throw notFound()
  assertLevel(access, row, 'limited')
  return row
}

/** @throws DomainError not_yours_to_give; UnknownRoles */
function addedRoles(
  access: GroupMapper,
  { roles, requested, grantable, ofDirectory }: Present,
  { roleIds }: NewMapping,
): RequestedRole[] {
  const ids = roleIds.filter((id) => !roles.some((role) => role.id === id))
  const own = new Set(grantable)
  const added = requested.filter(
    (role) => ids.includes(role.id) && role.isOffered && mayGrant(own, role.permissions),
  )
  if (added.length < ids.length)
    throw notAssignable(
      access,
      ids.filter((id) => !requested.some((role) => role.id === id)),
    )
  const limit = new Set(ofDirectory)
  const beyond = added.find(({ permissions }) => !mayGrant(limit, permissions))
  if (beyond === undefined) return added
  throw new DomainError(
    'not_yours_to_give',
    `Directory sync may not give the role ${beyond.name}. Take over directory sync first: then it gives what you can give.`,
  )
}

async function writeMapping(
  tx: Tx,
  { tenantId, organizationId }: GroupMapper,
  { groupId, kept, added }: { groupId: string; kept: string[]; added: readonly RequestedRole[] },
): Promise<void> {
  const ids = added.map((role) => role.id)
  const usableIn = added.map((role) => role.usableIn)
  await tx.$executeRaw`
    WITH removed AS (
      DELETE FROM directory_group_roles gr
      WHERE gr.tenant_id = ${tenantId} AND gr.organization_id = ${organizationId} AND gr.group_id = ${groupId}
        AND gr.role_id <> ALL (${kept}::text[])
    )
    INSERT INTO directory_group_roles (tenant_id, organization_id, group_id, role_id, usable_in)
    SELECT ${tenantId}, ${organizationId}, ${groupId}, a.role_id, a.usable_in
    FROM unnest(${ids}::text[], ${usableIn}::text[]) AS a (role_id, usable_in)`
}

function namesOf(roles: readonly { name: string }[]): { roles: string[] } {
  return { roles: roles.map(({ name }) => name).sort() }
}
