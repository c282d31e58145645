import type { OrganizationAccess, SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'

export interface JoinableOrganization {
  id: string
  slug: string
  displayName: string
  logoId: string | null
  /** Null if the address is at no such domain any more: the request remains. */
  domainId: string | null
  domain: string | null
  /** The role that they would get; null if they can only request to join. */
  role: { id: string; name: string; usableIn: string } | null
  /** Only a pending one. */
  request: { id: string; requestedAt: string } | null
  /** Whether it accepts the sign-in of this session. */
  canEnter: boolean
}

/** At most 25, by the domain of the user’s verified address or because they have asked to join. */
export function listJoinableOrganizations(access: SelfAccess): Promise<JoinableOrganization[]> {
  return read(access, (tx) => readJoinable(tx, null))
}

/** Null unless the user can join it or has asked to. */
export function findJoinableOrganization(
  access: SelfAccess,
  organizationId: string,
): Promise<JoinableOrganization | null> {
  return read(access, async (tx) => (await readJoinable(tx, organizationId))[0] ?? null)
}

/** Until the transaction ends. @throws DomainError conflict, also for one that does not exist */
export async function lockJoinableOrganization(
  tx: Tx,
  organizationId: string,
): Promise<JoinableOrganization & { domainId: string; domain: string }> {
  await tx.$executeRaw`SELECT foyer.lock_joinable_organization(${organizationId})`
  const [found] = await readJoinable(tx, organizationId)
  if (found === undefined || found.domainId === null || found.domain === null)
    throw new DomainError(
      'conflict',
      'You can’t join this organization. Ask someone there for an invitation.',
    )
  const { domainId, domain } = found
  return { ...found, domainId, domain }
}

function readJoinable(tx: Tx, organizationId: string | null): Promise<JoinableOrganization[]> {
  return tx.$queryRaw<JoinableOrganization[]>(sql`
    SELECT id, slug, display_name AS "displayName", logo_id AS "logoId", domain_id AS "domainId", domain,
      CASE WHEN role_id IS NOT NULL
        THEN jsonb_build_object('id', role_id, 'name', role_name, 'usableIn', usable_in) END AS role,
      CASE WHEN request_id IS NOT NULL
        THEN jsonb_build_object('id', request_id, 'requestedAt', requested_at) END AS request,
      can_enter AS "canEnter"
    FROM foyer.joinable_organizations()
    WHERE ${organizationId}::text IS NULL OR id = ${organizationId}`)
}

export interface JoinRequest {
  id: string
  name: string
  email: string
  picture: string | null
  message: string | null
  createdAt: Date
}

export const joinRequestsShown = 25

/** The pending ones, the oldest first. `more`: not all are listed. */
export function listJoinRequests(
  access: OrganizationAccess<'read:organization_invitations'>,
): Promise<{ requests: JoinRequest[]; more: boolean }> {
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<JoinRequest[]>`
      SELECT id, name, email, picture, message, created_at AS "createdAt"
      FROM foyer.list_join_requests(${joinRequestsShown + 1})`
    return { requests: rows.slice(0, joinRequestsShown), more: rows.length > joinRequestsShown }
  })
}
