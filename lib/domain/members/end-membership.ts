import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { ownPowerOf } from '../roles/roles-to-give'

interface Place {
  tenantId: string
  organizationId: string
}

/** Deletes a membership; its roles go with it. No session of hers lands here any more, since landing reads it. */
export async function endMembership(tx: Tx, place: Place, userId: string): Promise<void> {
  const { tenantId, organizationId } = place
  await lowerOffers(tx, place, userId)
  const { count } = await tx.member.deleteMany({ where: { tenantId, organizationId, userId } })
  if (count === 0) throw notFound()
  await tx.session.updateMany({ where: { tenantId, userId, organizationId }, data: { organizationId: null } })
}

/** What she sent counts on after she has gone, but for no more than she has now: what she lost stays lost. */
async function lowerOffers(tx: Tx, place: Place, userId: string): Promise<void> {
  const { tenantId, organizationId } = place
  const power = await ownPowerOf(tx, { organizationId, userId })
  await tx.$executeRaw`
    UPDATE invitations i SET inviter_held = ARRAY(
      SELECT h.name FROM unnest(i.inviter_held) AS h (name) WHERE h.name = ANY (${power}::text[]))
    WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND i.inviter_user_id = ${userId}
      AND i.state = 'pending' AND NOT i.inviter_held <@ ${power}::text[]`
}
