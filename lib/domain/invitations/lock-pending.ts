import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'

export interface PendingInvitation {
  id: string
  email: string
  emailFolded: string
  inviterUserId: string | null
  inviterName: string
  sendInvitationEmail: boolean
}

/**
 * A pending invitation, overdue or not, that nobody else answers or changes until the end of the transaction.
 * @throws DomainError not_found, gone
 */
export async function lockPending(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
  id: string,
): Promise<PendingInvitation> {
  const [found] = await tx.$queryRaw<(PendingInvitation & { state: string })[]>`
    SELECT id, email, email_folded AS "emailFolded", inviter_user_id AS "inviterUserId",
      inviter_name AS "inviterName", send_invitation_email AS "sendInvitationEmail", state FROM invitations
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${id}
    FOR UPDATE`
  if (!found) throw notFound()
  const { state, ...invitation } = found
  if (state === 'pending') return invitation
  const why = state === 'expired' ? 'has expired, and another took its place' : 'was answered or revoked'
  throw new DomainError('gone', `This invitation ${why}. Invite the person again.`)
}
