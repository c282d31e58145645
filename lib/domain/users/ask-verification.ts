import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { insistOnUnproven, landingOf, lockHolder } from './ticket-parts'
import { verificationMail } from './verification-mail'
import { continueUrlOf } from './continue-url'

export interface AskedVerification {
  userId: string
  clientId?: string | undefined
  organizationId?: string | undefined
}

/**
 * Emails a user a link to verify their address.
 * @returns the id of the email token, which is not secret, and when it was created
 * @throws DomainError not_found (fields as Auth0 has them); invalid for a user whose address is already verified
 */
export function askVerification(
  access: TenantAccess<'update:users'>,
  { userId, clientId, organizationId }: AskedVerification,
): Promise<{ proofId: string; createdAt: Date }> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { id, name, address, ...holder } = await lockHolder(tx, tenantId, { userId })
    const organization = await landingOf(tx, tenantId, { id: organizationId, userId })
    const returnTo = await continueUrlOf(tx, tenantId, { clientId, landing: organization })
    insistOnUnproven({ id, name, address, ...holder })
    const mail = await verificationMail(tx, { tenantId, userId, address, name, organization, returnTo })
    const { proofId } = mail
    const { createdAt } = await tx.emailProof.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: proofId } },
      select: { createdAt: true },
    })
    return {
      result: { proofId, createdAt },
      events: [
        { type: 'user.verification_requested', target: { kind: 'user', id, name, email: address.email } },
      ],
      mails: [mail],
    }
  })
}
