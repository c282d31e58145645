import type { OrganizationAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'

/** Idempotent for an expired one. @throws DomainError not_found; gone if answered or revoked before */
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
    if (!revoked) return unchanged(await expired(tx, access, invitationId))
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

async function expired(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
  id: string,
): Promise<{ email: string }> {
  const found = await tx.invitation.findUnique({
    where: { tenantId_organizationId_id: { tenantId, organizationId, id } },
  })
  if (!found) throw notFound()
  if (found.state === 'expired') return { email: found.email }
  throw new DomainError('gone', 'This invitation is no longer pending. Nothing was changed.')
}
