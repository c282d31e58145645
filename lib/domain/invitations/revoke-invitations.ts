import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import { change, withEvents } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'

type Access = OrganizationAccess<'delete:organization_invitations'>

export interface RevokeResult {
  revoked: { id: string; email: string }[]
  /** Expired, answered or revoked before. */
  others: { email: string; state: string }[]
}

/** Idempotent for expired ones. @throws DomainError not_found; gone if all were answered or revoked before */
export function revokeInvitations(access: Access, ids: readonly string[]): Promise<RevokeResult> {
  const { tenantId, organizationId } = access
  return change(access, async (tx) => {
    // In order, so that two such requests do not deadlock.
    const revoked = await tx.$queryRaw<RevokeResult['revoked']>`
      UPDATE invitations i SET state = 'revoked', closed_at = now()
      FROM (
        SELECT l.id FROM invitations l
        WHERE l.tenant_id = ${tenantId} AND l.organization_id = ${organizationId} AND l.id = ANY (${[...ids]})
          AND l.state = 'pending'
        ORDER BY l.id FOR UPDATE
      ) locked
      WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND i.id = locked.id
      RETURNING i.id, i.email`
    const others = await listOthers(tx, access, { ids, revoked })
    return withEvents({ revoked, others }, revoked.map(revokedEvent))
  })
}

/** Of folded addresses, to which the caller has locked sending. */
export function revokePending(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  addresses: readonly string[],
): Promise<RevokeResult['revoked']> {
  return tx.$queryRaw`
    UPDATE invitations SET state = 'revoked', closed_at = now()
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND state = 'pending'
      AND email_folded = ANY (${[...addresses]})
    RETURNING id, email`
}

export function revokedEvent({ id, email }: { id: string; email: string }): Event {
  return {
    type: 'invitation.revoked',
    target: { kind: 'invitation', id, email },
    details: { before: { state: 'pending' }, after: { state: 'revoked' } },
  }
}

async function listOthers(
  tx: Tx,
  { tenantId, organizationId }: Access,
  { ids, revoked }: { ids: readonly string[]; revoked: RevokeResult['revoked'] },
): Promise<RevokeResult['others']> {
  const missing = [...new Set(ids)].filter((id) => !revoked.some((one) => one.id === id))
  if (missing.length === 0) return []
  const others = await tx.invitation.findMany({
    where: { tenantId, organizationId, id: { in: missing } },
    select: { email: true, state: true },
  })
  if (others.length < missing.length) throw notFound()
  if (revoked.length > 0 || others.some(({ state }) => state === 'expired')) return others
  throw new DomainError(
    'gone',
    ids.length === 1
      ? 'This invitation is no longer pending. Nothing was changed.'
      : 'These invitations are no longer pending. Nothing was changed.',
  )
}
