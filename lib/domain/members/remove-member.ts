import { authorize, type OrganizationAccess } from '@/lib/access'
import { change, type Changed } from '@/lib/db/doors'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { endMembership } from './end-membership'
import { keepAnOwner } from './keep-an-owner'
import { memberWithRoles, roleNames } from './member-with-roles'
import { insistOn, reachOf } from './reach'

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
  return change(proof, (tx) => keepAnOwner(tx, proof, () => remove(tx, proof, removal)))
}

async function remove(
  tx: Tx,
  access: Access,
  { userId, revokeInvitations = false }: Removal,
): Promise<Changed<Removed>> {
  const member = await memberWithRoles(tx, access, userId)
  const reach = await reachOf(tx, access, [userId])
  for (const permission of access.needed) insistOn(reach, permission)
  if (!reach.members.has(userId)) throw beyond(member.name)
  await endMembership(tx, access, userId)
  const revoked = revokeInvitations ? await revokeInvitationsOf(tx, access, userId) : []
  const removed: Event = {
    type: 'member.removed',
    target: { kind: 'user', id: userId, name: member.name, email: member.email },
    details: { before: roleNames(member.roles), after: null },
  }
  return {
    result: { name: member.name, revoked: revoked.length },
    events: [removed, ...revoked],
    mails: [{ template: 'member_removed', to: member.email, organizationId: access.organizationId }],
  }
}

function beyond(name: string): DomainError {
  return new DomainError(
    'not_yours_to_give',
    `${name} may do more here than you, so you cannot remove ${name}.`,
  )
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
