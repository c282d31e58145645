import { authorize, type OrganizationAccess } from '@/lib/access'
import { changeLocked, type Changed } from '@/lib/db/doors'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { endMembershipOf } from './end-membership-of'
import { keepAnOwner } from './keep-an-owner'
import { reachOf } from './reach'

type Access = OrganizationAccess<'delete:organization_members'>
export interface Removal {
  userId: string
  /** Also revoke the invitations that she sent; asks for delete:organization_invitations. */
  revokeInvitations?: boolean
}
export interface Removed {
  name: string
  /** How many of her invitations. */
  revoked: number
}

/**
 * Ends a membership with its roles, and tells the person by mail; her account and her other organizations stay.
 * @throws DomainError not_found, not_yours_to_give (she may do more than the actor), last_owner
 */
export function removeMember(access: Access, removal: Removal): Promise<Removed> {
  const proof: Access = removal.revokeInvitations
    ? authorize(access, 'delete:organization_members', 'delete:organization_invitations')
    : access
  return changeLocked(proof, (tx) => keepAnOwner(tx, proof, () => remove(tx, proof, removal)))
}

async function remove(
  tx: Tx,
  access: Access,
  { userId, revokeInvitations = false }: Removal,
): Promise<Changed<Removed>> {
  const reach = await reachOf(tx, access, [userId])
  const { member, event, mail } = await endMembershipOf(tx, access, { userId, reach })
  const revoked = revokeInvitations ? await revokeInvitationsOf(tx, access, userId) : []
  return {
    result: { name: member.name, revoked: revoked.length },
    events: [event, ...revoked],
    mails: [mail],
  }
}

async function revokeInvitationsOf(
  tx: Tx,
  { tenantId, organizationId }: Access,
  userId: string,
): Promise<Event[]> {
  const revoked = await tx.$queryRaw<{ id: string; email: string }[]>`
    UPDATE invitations SET state = 'revoked', closed_at = now()
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND inviter_user_id = ${userId}
      AND state = 'pending' AND expires_at > now()
    RETURNING id, email`
  return revoked.map(({ id, email }) => ({
    type: 'invitation.revoked',
    target: { kind: 'invitation', id, email },
    details: { before: { state: 'pending' }, after: { state: 'revoked' } },
  }))
}
