import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { makeProof } from './make-proof'
import type { WantedTicket } from './make-verification-ticket'
import { proofSecrets } from './proof-secrets'
import { absent, landingOf, lockHolder } from './ticket-parts'
import { continueUrlOf } from './continue-url'

export interface WantedPasswordTicket extends WantedTicket {
  /** The user’s id, or the user’s address and the id of the password connection. */
  whose: { userId: string } | { emailFolded: string; connectionId: string }
  /** Whether using the link verifies the user’s address, as if the link had been emailed. */
  proves: boolean
}

/**
 * Creates a link with which a user chooses a new password, for an operator to hand to the user. A password works only
 * once the address is verified, so if it is not, the link must verify it.
 * @returns the secret of the link, which is stored nowhere
 * @throws DomainError not_found (fields as Auth0 has them); invalid (field `mark_email_as_verified`)
 */
export function makePasswordTicket(
  access: TenantAccess<'create:user_tickets'>,
  { whose, proves, ...wanted }: WantedPasswordTicket,
): Promise<string> {
  const { tenantId } = access
  return change(access, async (tx) => {
    if ('connectionId' in whose) await insistOnPasswords(tx, tenantId, whose.connectionId)
    const { id, name, address, isProven } = await lockHolder(tx, tenantId, whose)
    const landing = await landingOf(tx, tenantId, { id: wanted.organizationId, userId: id })
    const returnTo = wanted.returnTo ?? (await continueUrlOf(tx, tenantId, { ...wanted, landing }))
    if (!isProven && !proves) throw unproven()
    const { seconds } = wanted
    const proof = { tenantId, purpose: 'reset_password', address, userId: id, returnTo, seconds } as const
    const proofId = await makeProof(tx, { ...proof, organizationId: landing?.id ?? null })
    return {
      result: proofSecrets({ id: proofId }).token,
      events: [
        {
          type: 'user.password_ticket_made',
          target: { kind: 'user', id, name, email: address.email },
          details: { proofId, seconds, proves },
        },
      ],
    }
  })
}

/** @throws DomainError not_found at `connection_id` */
async function insistOnPasswords(tx: Tx, tenantId: string, id: string): Promise<void> {
  const connection = await tx.connection.findFirst({
    where: { tenantId, id, strategy: 'password' },
    select: { id: true },
  })
  if (!connection) throw absent('connection_id')
}

function unproven(): DomainError {
  const sentence =
    'The user’s email is not verified, and a password does not count before. Set mark_email_as_verified.'
  return new DomainError('invalid', sentence, { field: 'mark_email_as_verified' })
}
