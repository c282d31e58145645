import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'

interface Sender {
  /** Acts at tenant level, which the organization’s allowance is not for. */
  isTenantLevel?: true
}

/** As foyer.invitation_limits has it. */
export interface InvitationLimits {
  /** Addresses of members and of pending invitations; an address of both is there twice, the member last. */
  taken: { address: string; by: 'member' | 'invited' }[]
  /** Invitations emailed to an address in the last 24 hours, by whomever. */
  emailed: { address: string; sent: number }[]
  /** Invitations that the organization sent in the last 24 hours. */
  sent: number
  /** Of the organization. */
  ageInDays: number
}

/** Mails in any 24 hours. */
const perOrganization = { new: 50, established: 500 }
const perAddress = 3
const establishedAfterDays = 30

/** Seconds between two mails of one invitation. */
export function coolDown(): number {
  return env().rateLimits ? 60 : 0
}

/** The addresses that have had their invitation mails for today. */
export function exhaustedAddresses({ emailed }: InvitationLimits): Set<string> {
  if (!env().rateLimits) return new Set()
  return new Set(emailed.flatMap(({ address, sent }) => (sent >= perAddress ? [address] : [])))
}

/**
 * Whether the organization may send so many more. One that nobody mails counts as well, since its link asks for a code
 * by mail.
 * @param limits read while nobody else can send
 * @throws DomainError too_many
 */
export function assertMaySend(
  sender: Sender,
  { sent, ageInDays }: Pick<InvitationLimits, 'sent' | 'ageInDays'>,
  count: number,
): void {
  if (!env().rateLimits || sender.isTenantLevel) return
  const limit = ageInDays >= establishedAfterDays ? perOrganization.established : perOrganization.new
  if (sent + count <= limit) return
  const left = Math.max(0, limit - sent)
  const rest = left === 0 ? 'None are left for today.' : `${left} are left for today.`
  throw new DomainError('too_many', `Your organization can send ${limit} invitations in 24 hours. ${rest}`, {
    field: 'emails',
    retryAfter: 3600,
  })
}
