import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { DomainError, isUnavailable } from '@/lib/errors'
import { assertCanSendEmail } from '../email-sender/email-sender'
import type { EmailAddress } from '../text/email-address'
import type { EmailTokenPurpose } from './email-token'

export const coolDown: Limit = { name: 'mail_cool_down', points: 1, seconds: 60 }
export const perRecipient: Limit = { name: 'mail_recipient', points: 10, seconds: 60 * 60 }
export const perAddress: Limit = { name: 'mail_ip', points: 60, seconds: 15 * 60 }
const codesPerAddress: Limit = { name: 'code_ip', points: 100, seconds: 5 * 60, isOfNetwork: true }

/** Unknown addresses count too, so that the limit does not tell which are known. @throws DomainError too_many, conflict without a sender */
export async function reserveEmail(email: {
  tenantId: string
  emailFolded: string
  purpose: EmailTokenPurpose
}): Promise<void> {
  await assertCanSendEmail(email.tenantId)
  const recipient = `${email.tenantId} ${email.emailFolded}`
  await reserveNotice(email.tenantId)
  await reserve(coolDown, `${recipient} ${email.purpose}`).catch((error: unknown) => {
    throw error instanceof DomainError && !isUnavailable(error)
      ? askedRecently(error.retryAfter ?? coolDown.seconds)
      : error
  })
  await reserve(perRecipient, recipient)
}

/** For an email whose recipient the visitor does not choose. @throws DomainError too_many */
export async function reserveNotice(tenantId: string): Promise<void> {
  await reserve(perAddress, callerKey(tenantId))
}

/** @throws DomainError too_many */
export async function reserveTokenAttempt(tenantId: string): Promise<void> {
  await reserve(codesPerAddress, callerKey(tenantId))
}

function askedRecently(seconds: number): DomainError {
  const unit = seconds === 1 ? 'second' : 'seconds'
  const sentence = `You asked for this a moment ago. Check your inbox, or ask again in ${seconds} ${unit}.`
  return new DomainError('too_many', sentence, { retryAfter: seconds })
}

/** How long a link works that the user did not request. */
export const fiveDaysInSeconds = 5 * 24 * 60 * 60

const mostPerHour = 10
const kinds = { sign_up: 'verification emails', reset_password: 'password links' }

/** Stops a faulty or malicious program from filling a mailbox. @throws DomainError too_many */
export async function assertHourlyLimit(
  tx: Tx,
  tenantId: string,
  { address, purpose }: { address: EmailAddress; purpose: keyof typeof kinds },
): Promise<void> {
  if (!env().rateLimits) return
  const [row] = await tx.$queryRaw<{ sent: number }[]>`
    SELECT count(*)::int AS sent FROM email_proofs
    WHERE tenant_id = ${tenantId} AND email_folded = ${address.folded} AND purpose = ${purpose}
      AND created_at > now() - interval '1 hour'`
  if ((row?.sent ?? 0) < mostPerHour) return
  const sentence = `Too many ${kinds[purpose]} were sent to this address. Try again in an hour.`
  throw new DomainError('too_many', sentence, { retryAfter: 3600 })
}
