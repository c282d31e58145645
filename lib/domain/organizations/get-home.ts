import { type BySession, may, type OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { mostCounted } from '../bounded-count'
import { joinRequestsShown } from '../join-requests/queries'
import { applicationUrl } from './application-url'

export interface Home {
  /** False for an operator. */
  isMember: boolean
  roles: { id: string; name: string; isOwner: boolean }[]
  setup: Setup
  /** Pending requests to join, at most as many as are listed. 0 if the caller may not see them. */
  requests: number
  applications: { id: string; name: string; url: string }[]
  /** At most 50. */
  owners: { id: string; name: string; email: string; picture: string | null }[]
}

/** Which steps of setting up a new organization are done. */
export interface Setup {
  hasBranding: boolean
  hasInvited: boolean
  hasVerifiedDomain: boolean
  hasChosenSignIn: boolean
}

export function getHome(access: OrganizationAccess & BySession): Promise<Home> {
  return read(access, async (tx) => ({
    ...(await readStatus(tx, access)),
    applications: await applicationsOf(tx, access),
    owners: await ownersOf(tx, access),
  }))
}

type Status = Pick<Home, 'isMember' | 'roles' | 'requests'>

async function readStatus(
  tx: Tx,
  access: OrganizationAccess & BySession,
): Promise<Status & { setup: Setup }> {
  const { tenantId, organizationId, caller } = access
  const { userId } = caller
  const requestsAtMost = may(access, 'read:organization_invitations') ? joinRequestsShown : 0
  const [found] = await tx.$queryRaw<(Status & Setup)[]>`
    SELECT
      EXISTS (SELECT FROM members m
        WHERE m.tenant_id = ${tenantId} AND m.organization_id = o.id AND m.user_id = ${userId}) AS "isMember",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'isOwner', r.is_owner)
          ORDER BY r.created_at, r.name), '[]')
        FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
        WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = o.id AND mr.user_id = ${userId}) AS roles,
      o.logo_id IS NOT NULL AND o.primary_color IS NOT NULL AS "hasBranding",
      EXISTS (SELECT FROM invitations i
          WHERE i.tenant_id = ${tenantId} AND i.organization_id = o.id AND i.accepted_by IS DISTINCT FROM ${userId})
        OR EXISTS (SELECT FROM members m
          WHERE m.tenant_id = ${tenantId} AND m.organization_id = o.id AND m.user_id <> ${userId}) AS "hasInvited",
      EXISTS (SELECT FROM discovery_domains d
        WHERE d.tenant_id = ${tenantId} AND d.organization_id = o.id AND d.verified_at IS NOT NULL)
        AS "hasVerifiedDomain",
      -- The tenant's default methods were enabled when the organization was created.
      EXISTS (SELECT FROM enabled_connections e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = o.id
          AND (e.created_at <> o.created_at OR NOT e.is_enabled)) AS "hasChosenSignIn",
      (SELECT count(*)::int FROM foyer.list_join_requests(${requestsAtMost}::int)) AS requests
    FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId}`
  if (!found) throw new Error('The organization of an access was not found.')
  const { isMember, roles, requests, ...setup } = found
  return { isMember, roles, requests, setup }
}

async function applicationsOf(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
): Promise<Home['applications']> {
  const clients = await tx.client.findMany({
    where: { tenantId, organizationUsage: { not: 'deny' } },
    select: { id: true, name: true, initiateLoginUri: true, redirectUris: true },
    orderBy: { name: 'asc' },
    take: 100,
  })
  return clients.flatMap(({ id, name, initiateLoginUri, redirectUris }) => {
    const url = applicationUrl({ initiateLoginUri, redirectUris }, organizationId)
    return url ? [{ id, name, url }] : []
  })
}

/** From the roles to their members, since almost all members of a large organization are not owners. */
function ownersOf(tx: Tx, { tenantId, organizationId }: OrganizationAccess): Promise<Home['owners']> {
  return tx.$queryRaw`
    SELECT u.id, u.name, u.email, u.picture
    FROM (
      SELECT DISTINCT held.user_id FROM roles r CROSS JOIN LATERAL (
        SELECT mr.user_id FROM member_roles mr
        WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = r.id
        ORDER BY mr.created_at, mr.user_id LIMIT ${mostCounted}
      ) held
      WHERE r.tenant_id = ${tenantId} AND r.is_owner AND r.usable_in IN ('*', ${organizationId})
    ) owner
    CROSS JOIN LATERAL (
      SELECT FROM members m
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = owner.user_id
        AND m.suspended_at IS NULL
      LIMIT 1
    ) active
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = owner.user_id AND NOT u.blocked
    ORDER BY u.name_folded, u.id LIMIT 50`
}
