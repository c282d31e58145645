import { mayActOn, personOf, type OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { countAtMost, mostCounted } from '../bounded-count'
import { type AccessLevel, isVisible, levelHere } from '../connections/access-levels'
import { authorizedCaller, type CallerStatus, rememberCaller } from '../reauthorize'
import { type AssignableRole, listAssignableRoles } from '../roles/role-choices'

export interface Directory {
  connectionId: string
  /** Of the connection. */
  name: string
  /** Of the connection: what the operator lets the organization do. */
  accessLevel: AccessLevel
  /** Null while directory sync is off. */
  sync: DirectorySync | null
  verifiedDomains: string[]
}

export interface DirectorySync {
  createdAt: string
  /** Whose permissions limit it. The name is null once they have left. At tenant level none limit it. */
  maker: { name: string | null; isSelf: boolean; isTenantLevel: boolean }
  /** Whether the reader may grant all that it may: needed to create a token. */
  isWithinReach: boolean
  /** More than `mostCounted` are one more. */
  users: number
  tokens: {
    id: string
    createdAt: string
    /** Null: until it is revoked. */
    expiresAt: string | null
    isExpired: boolean
    lastUsedAt: string | null
  }[]
  /** By name. */
  groups: MappedGroup[]
  /** Where the next page of groups goes on: an id; null at the end. */
  nextGroups: string | null
}

export interface MappedGroup {
  id: string
  name: string
  /** More than `mostCounted` are one more. */
  members: number
  roles: { id: string; name: string }[]
}

export interface LoggedRequest {
  id: string
  method: string
  resource: string
  /** The user or group, while the directory has it. */
  name: string | null
  status: number
  reason: string | null
  occurredAt: Date
}

export interface DirectoryPage {
  directory: Directory
  /** That the reader may give. */
  roles: AssignableRole[]
  requests: LoggedRequest[]
  /** Id; null at the end. */
  next: string | null
}

const requestsPerPage = 25
const groupsPerPage = 25

interface DirectoryInput {
  connectionId: string
  /** The id of a request: the earlier ones. */
  before: string | null
  /** The id of a group: those that follow it. */
  groupsAfter?: string | null
}

/** @throws DomainError not_found for a connection that is not the organization’s own */
export function getDirectory(
  access: OrganizationAccess<'read:organization_connections'>,
  input: DirectoryInput,
): Promise<DirectoryPage> {
  return read(access, async (tx) => {
    const { sync, requests: found, ...connection } = await readDirectory(tx, access, input)
    if (sync === null)
      return { directory: { ...connection, sync: null }, roles: [], requests: [], next: null }
    const requests = found
      .slice(0, requestsPerPage)
      .map((request) => ({ ...request, occurredAt: new Date(request.occurredAt) }))
    const assignable = await listAssignableRoles(tx, access)
    const { grantable, groups: foundGroups, ...shown } = sync
    const isWithinReach = mayActOn(new Set(assignable.grantable), grantable)
    const groups = foundGroups.slice(0, groupsPerPage)
    const nextGroups = foundGroups.length > groupsPerPage ? (groups.at(-1)?.id ?? null) : null
    return {
      directory: { ...connection, sync: { ...shown, groups, nextGroups, isWithinReach } },
      roles: assignable.roles,
      requests,
      next: found.length > requestsPerPage ? (requests.at(-1)?.id ?? null) : null,
    }
  })
}

type ReadDirectory = Omit<Directory, 'sync'> & {
  /** With one group more than a page has, if there are as many. */
  sync: (Omit<DirectorySync, 'isWithinReach' | 'nextGroups'> & { grantable: string[] }) | null
  /** One more than a page has, if there are as many. */
  requests: (Omit<LoggedRequest, 'occurredAt'> & { occurredAt: string })[]
}

/** With the status of the caller, for what is read next. */
async function readDirectory(
  tx: Tx,
  access: OrganizationAccess,
  { connectionId, before, groupsAfter = null }: DirectoryInput,
): Promise<ReadDirectory> {
  const { tenantId, organizationId } = access
  const users = {
    from: sql`directory_users u
      WHERE u.tenant_id = ${tenantId} AND u.organization_id = ${organizationId} AND u.connection_id = ${connectionId}`,
    order: sql`u.created_at, u.id`,
  }
  const [found] = await tx.$queryRaw<(ReadDirectory & CallerStatus)[]>(sql`
    SELECT a.refusal, a.permissions AS held, a.grantable, c.id AS "connectionId", c.display_name AS name,
      ${levelHere(access, sql`c.id`)} AS "accessLevel", ARRAY(
      SELECT d.domain FROM discovery_domains d
      WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.verified_at IS NOT NULL
      ORDER BY d.domain) AS "verifiedDomains", (
      SELECT jsonb_build_object('createdAt', d.created_at,
        'maker', jsonb_build_object('name', (
            SELECT u.name FROM members m JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
            WHERE m.tenant_id = d.tenant_id AND m.organization_id = d.organization_id AND m.user_id = d.maker_user_id),
          'isSelf', d.maker_user_id IS NOT NULL AND d.maker_user_id = ${personOf(access)},
          'isTenantLevel', d.maker_user_id IS NULL),
        'grantable', foyer.directory_grantable(d.organization_id, d.connection_id),
        'users', ${countAtMost(mostCounted, users)},
        'tokens', (
          SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'createdAt', t.created_at,
            'expiresAt', t.expires_at, 'isExpired', coalesce(t.expires_at <= now(), false),
            'lastUsedAt', t.last_used_at) ORDER BY t.created_at DESC), '[]')
          FROM directory_tokens t
          WHERE t.tenant_id = d.tenant_id AND t.organization_id = d.organization_id
            AND t.connection_id = d.connection_id),
        'groups', ${groupsIn(access, groupsAfter)})
      FROM directories d
      WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.connection_id = c.id) AS sync,
      ${requestsIn(access, before)} AS requests
    FROM connections c CROSS JOIN ${authorizedCaller(access)} a
    WHERE c.tenant_id = ${tenantId} AND c.organization_id = ${organizationId} AND c.id = ${connectionId}
      AND ${isVisible(access, sql`c.id`)}`)
  if (!found) throw notFound()
  const { refusal, held, grantable, ...directory } = found
  rememberCaller(tx, access, { refusal, held, grantable })
  return directory
}

/** By name. Requires `connections c`. */
function groupsIn({ tenantId, organizationId }: OrganizationAccess, after: string | null): Sql {
  const here = sql`g.tenant_id = ${tenantId} AND g.organization_id = ${organizationId} AND g.connection_id = c.id`
  const members = {
    from: sql`directory_group_members gm
      WHERE gm.tenant_id = ${tenantId} AND gm.organization_id = ${organizationId} AND gm.group_id = page.id`,
    order: sql`gm.directory_user_id`,
  }
  return sql`(
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', page.id, 'name', page.display_name,
      'members', ${countAtMost(mostCounted, members)}, 'roles', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.name), '[]')
        FROM directory_group_roles gr JOIN roles r ON r.tenant_id = gr.tenant_id AND r.id = gr.role_id
        WHERE gr.tenant_id = ${tenantId} AND gr.organization_id = ${organizationId} AND gr.group_id = page.id))
      ORDER BY page.name_folded), '[]')
    FROM (
      SELECT g.id, g.display_name, g.name_folded FROM directory_groups g
      WHERE ${here} AND g.name_folded > coalesce((
        SELECT g.name_folded FROM directory_groups g WHERE ${here} AND g.id = ${after}), '')
      ORDER BY g.name_folded LIMIT ${groupsPerPage + 1}) page)`
}

/** The latest first. Requires `connections c`. */
function requestsIn({ tenantId, organizationId }: OrganizationAccess, before: string | null): Sql {
  return sql`(
    SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.id DESC), '[]') FROM (
      SELECT r.id, r.method, r.resource, r.status, r.reason, r.occurred_at AS "occurredAt", coalesce((
        SELECT u.user_name FROM directory_users u
        WHERE u.tenant_id = r.tenant_id AND u.organization_id = r.organization_id AND u.id = r.resource_id), (
        SELECT g.display_name FROM directory_groups g
        WHERE g.tenant_id = r.tenant_id AND g.organization_id = r.organization_id AND g.id = r.resource_id)) AS name
      FROM directory_requests r
      WHERE r.tenant_id = ${tenantId} AND r.organization_id = ${organizationId} AND r.connection_id = c.id
        AND (${before}::text IS NULL OR r.id < ${before})
      ORDER BY r.id DESC LIMIT ${requestsPerPage + 1}) l)`
}
