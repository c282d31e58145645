import { authorize, type OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult } from '@/lib/db/transaction'
import { assertMayRemove, endMemberships, removedEvent, removedEmail } from './end-membership'
import { assertOwnerLeft, getChangedMember, readMemberChange } from './member-change'

type Access = OrganizationAccess<'delete:organization_members'>
export interface Removal {
  userId: string
  /** Also revoke the invitations that the member sent; requires delete:organization_invitations. */
  revokeInvitations?: boolean
}
export interface Removed {
  name: string
  /** How many of the member’s invitations were revoked. */
  revoked: number
}

/**
 * Ends a membership with its roles, and tells the user by email; the account and other memberships stay.
 * @throws DomainError not_found, not_yours_to_give (the member may do more than the actor), last_owner
 */
export function removeMember(access: Access, removal: Removal): Promise<Removed> {
  const emailToken: Access = removal.revokeInvitations
    ? authorize(access, 'delete:organization_members', 'delete:organization_invitations')
    : access
  return changeLocked(emailToken, (tx) => remove(tx, emailToken, removal))
}

async function remove(
  tx: Tx,
  access: Access,
  { userId, revokeInvitations = false }: Removal,
): Promise<ChangeResult<Removed>> {
  const { organizationId } = access
  const change = await readMemberChange(tx, access, { users: [userId] })
  const member = getChangedMember(change, userId)
  assertMayRemove(member)
  const { revoked, hasOwner } = await endMemberships(tx, organizationId, {
    users: [userId],
    revokes: revokeInvitations,
  })
  assertOwnerLeft(access, change, hasOwner)
  return {
    result: { name: member.name, revoked: revoked.length },
    events: [removedEvent(member), ...revoked.map(revokedEvent)],
    mails: [removedEmail(member, organizationId)],
  }
}

function revokedEvent({ id, email }: { id: string; email: string }): Event {
  return {
    type: 'invitation.revoked',
    target: { kind: 'invitation', id, email },
    details: { before: { state: 'pending' }, after: { state: 'revoked' } },
  }
}
