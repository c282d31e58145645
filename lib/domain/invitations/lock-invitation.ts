import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'

/** What sending it again takes. */
export interface SentInvitation {
  id: string
  email: string
  emailFolded: string
  inviterUserId: string | null
  inviterName: string
  sendInvitationEmail: boolean
  ttlSeconds: number
  metadataFills: boolean
}

/**
 * A pending invitation, overdue or not, that nobody else answers or changes until the end of the transaction.
 * @throws DomainError not_found, gone
 */
export async function lockPending(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
  id: string,
): Promise<SentInvitation> {
  const { state, ...invitation } = await lockInvitation(tx, { tenantId, organizationId, id })
  if (state === 'pending') return invitation
  throw closedInvitation(state)
}

/**
 * An invitation in whatever state, held so.
 * @throws DomainError not_found
 */
export async function lockInvitation(
  tx: Tx,
  { tenantId, organizationId, id }: { tenantId: string; organizationId: string; id: string },
): Promise<SentInvitation & { state: string }> {
  const [found] = await tx.$queryRaw<(SentInvitation & { state: string })[]>`
    SELECT id, email, email_folded AS "emailFolded", inviter_user_id AS "inviterUserId",
      inviter_name AS "inviterName", send_invitation_email AS "sendInvitationEmail",
      ttl_seconds AS "ttlSeconds", metadata_fills AS "metadataFills", state FROM invitations
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${id}
    FOR UPDATE`
  if (!found) throw notFound()
  return found
}

/** The refusal of what only an open one allows. */
export function closedInvitation(state: string): DomainError {
  const why =
    state === 'expired'
      ? 'has expired. Send it again first.'
      : 'was answered or revoked. Invite the person again.'
  return new DomainError('gone', `This invitation ${why}`)
}
