import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

export interface EndedMemberships {
  /** How many. */
  ended: number
  /** The invitations that were revoked with them. */
  revoked: { id: string; email: string }[]
  hasOwner: boolean
}

/**
 * Deletes a membership; its roles go with it.
 * @throws DomainError not_found for whoever is no member there
 */
export async function endMembership(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<{ hasOwner: boolean }> {
  const { ended, hasOwner } = await endMemberships(tx, organizationId, { users: [userId] })
  if (ended === 0) throw notFound()
  return { hasOwner }
}

/**
 * Deletes memberships with their roles. Open invitations that the members sent stay, limited to the permissions that the
 * members have now.
 */
export async function endMemberships(
  tx: Tx,
  organizationId: string,
  { users, revokes = false }: { users: readonly string[]; revokes?: boolean },
): Promise<EndedMemberships> {
  const [row] = await tx.$queryRaw<[{ ended: EndedMemberships }]>`
    SELECT foyer.end_memberships(${organizationId}, ${[...users]}::text[], ${revokes}) AS ended`
  return row.ended
}
