import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change } from '@/lib/db/transaction'
import { type DomainError, invalid } from '@/lib/errors'
import { continueUrlOf } from './continue-url'
import { createEmailToken, emailTokenSecrets } from './email-token'
import type { VerificationTicketInput } from './email-verification'
import { absent, ticketTarget, lockHolder } from './ticket-parts'

export interface PasswordTicketInput extends VerificationTicketInput {
  whose: { userId: string } | { emailFolded: string; connectionId: string }
  /** Whether using the link verifies the address, as if the link had been emailed. */
  proves: boolean
}

/**
 * Returns the link’s secret, which is stored nowhere. Unless the address is verified, the link has to verify it.
 * @throws DomainError not_found (fields as Auth0 has them); invalid (field `mark_email_as_verified`)
 */
export function createPasswordTicket(
  access: TenantAccess<'create:user_tickets'>,
  { whose, proves, ...input }: PasswordTicketInput,
): Promise<string> {
  const { tenantId } = access
  return change(access, async (tx) => {
    if ('connectionId' in whose) await assertPasswordConnection(tx, tenantId, whose.connectionId)
    const { id, name, address, isEmailVerified } = await lockHolder(tx, tenantId, whose)
    const landing = await ticketTarget(tx, tenantId, { id: input.organizationId, userId: id })
    const returnTo = input.returnTo ?? (await continueUrlOf(tx, tenantId, { ...input, landing }))
    if (!isEmailVerified && !proves) throw unverified()
    const { seconds } = input
    const emailToken = {
      tenantId,
      purpose: 'reset_password',
      address,
      userId: id,
      returnTo,
      seconds,
    } as const
    const emailTokenId = await createEmailToken(tx, { ...emailToken, organizationId: landing?.id ?? null })
    return {
      result: emailTokenSecrets({ id: emailTokenId }).token,
      events: [
        {
          type: 'user.password_ticket_made',
          target: { kind: 'user', id, name, email: address.email },
          details: { proofId: emailTokenId, seconds, proves },
        },
      ],
    }
  })
}

async function assertPasswordConnection(tx: Tx, tenantId: string, id: string): Promise<void> {
  const connection = await tx.connection.findFirst({
    where: { tenantId, id, strategy: 'password' },
    select: { id: true },
  })
  if (!connection) throw absent('connection_id')
}

function unverified(): DomainError {
  const sentence =
    'The user’s email is not verified, so a password would not be accepted. Set mark_email_as_verified.'
  return invalid('mark_email_as_verified', sentence)
}
