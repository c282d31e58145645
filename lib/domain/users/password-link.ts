import type { TenantAccess } from '@/lib/access'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { change } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import type { EmailAddress } from '../text/email-address'
import { continueUrlOf } from './continue-url'
import { assertHourlyLimit, fiveDaysInSeconds } from './email-limits'
import { createEmailToken, emailTokenSecrets } from './email-token'
import type { VerificationTicketInput } from './email-verification'
import { readUser } from './read-user'
import { absent, lockHolder, ticketTarget } from './ticket-parts'

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

/** Using the link verifies the address, too. @throws DomainError not_found; conflict for a blocked user; too_many */
export function sendPasswordLink(access: TenantAccess<'update:users'>, userId: string): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { id, name, address } = await lockHolder(tx, tenantId, { userId })
    if ((await readUser(tx, tenantId, id)).isBlocked)
      throw new DomainError('conflict', 'This user is blocked. Unblock them first.')
    return {
      result: undefined,
      events: [
        {
          type: 'user.password_link_sent',
          target: { kind: 'user', id, name, email: address.email },
        },
      ],
      mails: [await passwordEmail(tx, { tenantId, userId: id, address })],
    }
  })
}

/** Call with the user’s row locked. @throws DomainError too_many */
export async function passwordEmail(
  tx: Tx,
  { tenantId, userId, address }: { tenantId: string; userId: string; address: EmailAddress },
): Promise<OutgoingEmail> {
  await assertHourlyLimit(tx, tenantId, { address, purpose: 'reset_password' })
  const seconds = fiveDaysInSeconds
  const emailToken = { tenantId, purpose: 'reset_password', address, userId, seconds } as const
  const proofId = await createEmailToken(tx, emailToken)
  return { template: 'reset_password', proofId, to: address.email, isByOperator: true }
}
