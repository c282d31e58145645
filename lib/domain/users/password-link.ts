import type { TenantAccess } from '@/lib/access'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { change } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { assertCanSendEmail } from '../email-sender/email-sender'
import type { EmailAddress } from '../text/email-address'
import { assertHourlyLimit, fiveDaysInSeconds } from './email-limits'
import { createEmailToken, emailTokenSecrets } from './email-token'
import type { VerificationTicketInput } from './email-verification'
import { readUser } from './read-user'
import { continueUrlOf, findTicketOrganization, lockTicketUser, notFoundAt } from './ticket-parts'

export interface PasswordTicketInput extends VerificationTicketInput {
  whose: { userId: string } | { emailFolded: string; connectionId: string }
  /** Whether using the link verifies the address, as if the link had been emailed. */
  verifiesEmail: boolean
}

/**
 * Returns the link’s secret, which is stored nowhere. Unless the address is verified, the link has to verify it.
 * @throws DomainError not_found (fields as Auth0 has them); invalid (field `mark_email_as_verified`)
 */
export function createPasswordTicket(
  access: TenantAccess<'create:user_tickets'>,
  { whose, verifiesEmail, ...input }: PasswordTicketInput,
): Promise<string> {
  const { tenantId } = access
  return change(access, async (tx) => {
    if ('connectionId' in whose) await assertPasswordConnection(tx, tenantId, whose.connectionId)
    const { id: userId, name, address, isEmailVerified } = await lockTicketUser(tx, tenantId, whose)
    const organization = await findTicketOrganization(tx, tenantId, { id: input.organizationId, userId })
    const returnTo = input.returnTo ?? (await continueUrlOf(tx, tenantId, { ...input, organization }))
    if (!isEmailVerified && !verifiesEmail) throw unverified()
    const { seconds } = input
    const proofId = await createEmailToken(tx, {
      tenantId,
      purpose: 'reset_password',
      address,
      userId,
      returnTo,
      organizationId: organization?.id ?? null,
      seconds,
    })
    const target = { kind: 'user', id: userId, name, email: address.email }
    const details = { proofId, seconds, proves: verifiesEmail }
    return {
      result: emailTokenSecrets({ id: proofId }).token,
      events: [{ type: 'user.password_ticket_made', target, details }],
    }
  })
}

async function assertPasswordConnection(tx: Tx, tenantId: string, id: string): Promise<void> {
  const connection = await tx.connection.findFirst({
    where: { tenantId, id, strategy: 'password' },
    select: { id: true },
  })
  if (!connection) throw notFoundAt('connection_id')
}

function unverified(): DomainError {
  const sentence =
    'The user’s email is not verified, so a password would not be accepted. Set mark_email_as_verified.'
  return invalid('mark_email_as_verified', sentence)
}

/**
 * Using the link verifies the address, too.
 * @throws DomainError not_found; conflict for a blocked user; too_many; no_email_sender
 */
export async function sendPasswordLink(access: TenantAccess<'update:users'>, userId: string): Promise<void> {
  const { tenantId } = access
  await assertCanSendEmail(tenantId)
  return change(access, async (tx) => {
    const { name, address } = await lockTicketUser(tx, tenantId, { userId })
    if ((await readUser(tx, tenantId, userId)).isBlocked)
      throw new DomainError('conflict', 'This user is blocked. Unblock them first.')
    const target = { kind: 'user', id: userId, name, email: address.email }
    return {
      result: undefined,
      events: [{ type: 'user.password_link_sent', target }],
      mails: [await passwordEmail(tx, { tenantId, userId, address })],
    }
  })
}

/** Call with the user’s row locked. @throws DomainError too_many */
export async function passwordEmail(
  tx: Tx,
  { tenantId, userId, address }: { tenantId: string; userId: string; address: EmailAddress },
): Promise<OutgoingEmail> {
  await assertHourlyLimit(tx, tenantId, { address, purpose: 'reset_password' })
  const token = { tenantId, purpose: 'reset_password', address, userId, seconds: fiveDaysInSeconds } as const
  const proofId = await createEmailToken(tx, token)
  return { template: 'reset_password', proofId, to: address.email, isByOperator: true }
}
