import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'
import { rolesOfLink } from './join-link-roles'

export interface LockedJoinLink {
  roles: { id: string; name: string }[]
  allowedDomains: string[]
  maxUses: number | null
  ttlSeconds: number
  expiresAt: Date
}

/** Until the transaction ends. @throws DomainError not_found; gone if it was replaced or turned off */
export async function lockJoinLink(tx: Tx, access: OrganizationActor, id: string): Promise<LockedJoinLink> {
  const { tenantId, organizationId } = access
  const [row] = await tx.$queryRaw<(LockedJoinLink & { isEnded: boolean })[]>`
    SELECT l.allowed_domains AS "allowedDomains", l.max_uses AS "maxUses", l.ttl_seconds AS "ttlSeconds",
      l.expires_at AS "expiresAt", l.ended_at IS NOT NULL AS "isEnded",
      ${rolesOfLink(access)} AS roles
    FROM join_links l
    WHERE l.tenant_id = ${tenantId} AND l.organization_id = ${organizationId} AND l.id = ${id}
    FOR UPDATE OF l`
  if (!row) throw notFound()
  const { isEnded, ...link } = row
  if (isEnded)
    throw new DomainError('gone', 'This join link was replaced or turned off. Nothing was changed.')
  return link
}

/** The caller has locked it. */
export async function endJoinLink(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  { id, as }: { id: string; as: 'replaced' | 'turned_off' },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE join_links SET ended_at = now(), ended_as = ${as}
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${id}`
}
