import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import type { InvitationState } from './list-invitations'
import { readInvitation } from './read-invitation'
import type { Invitation } from './select-invitations'

/** @throws DomainError not_found, also where it is in none of these states */
export function getInvitation(
  access: OrganizationAccess<'read:organization_invitations'>,
  { id, states }: { id: string; states: readonly InvitationState[] },
): Promise<Invitation> {
  return read(access, async (tx) => {
    const invitation = await readInvitation(tx, access, id)
    if (!states.includes(invitation.state)) throw notFound()
    return invitation
  })
}
