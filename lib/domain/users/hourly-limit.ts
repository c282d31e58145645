import type { Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import type { EmailAddress } from '../text/email-address'

/** How long a link works that someone else has sent to the user. */
export const fiveDaysInSeconds = 5 * 24 * 60 * 60

const mostInAnHour = 10
const kinds = { sign_up: 'verification emails', reset_password: 'password links' }

/** Stops a faulty or malicious program from filling a mailbox. @throws DomainError too_many */
export async function assertHourlyLimit(
  tx: Tx,
  tenantId: string,
  { address, purpose }: { address: EmailAddress; purpose: keyof typeof kinds },
): Promise<void> {
  if (!env().rateLimits) return
  const [row] = await tx.$queryRaw<{ asked: number }[]>`
    SELECT count(*)::int AS asked FROM email_proofs
    WHERE tenant_id = ${tenantId} AND email_folded = ${address.folded} AND purpose = ${purpose}
      AND created_at > now() - interval '1 hour'`
  if ((row?.asked ?? 0) < mostInAnHour) return
  const sentence = `Too many ${kinds[purpose]} were sent to this address. Try again in an hour.`
  throw new DomainError('too_many', sentence, { retryAfter: 3600 })
}
