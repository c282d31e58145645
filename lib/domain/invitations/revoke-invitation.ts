import type { OrganizationAccess } from '@/lib/access'
import { change } from '@/lib/db/doors'
import { DomainError, notFound } from '@/lib/errors'

/**
 * Takes a pending invitation back, overdue or not; from here on its link is dead.
 * @throws DomainError not_found; gone when it was answered first
 */
export async function revokeInvitation(
  access: OrganizationAccess<'delete:organization_invitations'>,
  invitationId: string,
): Promise<{ email: string }> {
  const { tenantId, organizationId } = access
  return change(access, async (tx) => {
    const [revoked] = await tx.$queryRaw<{ email: string }[]>`
      UPDATE invitations SET state = 'revoked', closed_at = now()
      WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${invitationId}
        AND state = 'pending'
      RETURNING email`
    if (!revoked)
      throw await refusal(tx.invitation.count({ where: { tenantId, organizationId, id: invitationId } }))
    const { email } = revoked
    return {
      result: { email },
      events: [
        {
          type: 'invitation.revoked',
          target: { kind: 'invitation', id: invitationId, email },
          details: { before: { state: 'pending' }, after: { state: 'revoked' } },
        },
      ],
    }
  })
}

async function refusal(known: Promise<number>): Promise<DomainError> {
  if ((await known) === 0) return notFound()
  return new DomainError('gone', 'This invitation was answered or revoked before. Nothing was changed.')
}
