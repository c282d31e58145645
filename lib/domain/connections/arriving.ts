import { z } from 'zod'
import type { Event } from '@/lib/db/events'
import type { Arrival } from '../users/land-in'
import type { FailureReason } from './failure-reasons'

/** Whom a provider says it has, after all checks of the protocol. */
const profile = z.object({
  subject: z.string(),
  address: z.object({ email: z.string(), folded: z.string() }).nullable(),
  /** What the provider says of the address; null where it says nothing. */
  emailVerified: z.boolean().nullable(),
  /** Whether the address is one of the provider’s own, so that nobody knows better whose it is. */
  isOwnAddress: z.boolean(),
  name: z.string().nullable(),
  picture: z.string().nullable(),
  /** How she proved herself there (RFC 8176). */
  amr: z.array(z.string()),
})
export type Profile = z.infer<typeof profile>

/** Somebody who comes from a provider, and where she was going. Kept sealed in her browser while she proves more. */
export const arriving = z.object({
  connectionId: z.string(),
  profile,
  /** Of the organization at whose page she began. */
  organizationId: z.string().nullable(),
  slug: z.string().nullable(),
  returnTo: z.string().nullable(),
  /** The ticket of the invitation that she came with. */
  ticket: z.string().nullable(),
})
export type Arriving = z.infer<typeof arriving>

/** A sign-in, perhaps with the invitation accepted; a code that she has to enter first; an account that she has to sign in to first; or why not. */
export type Outcome =
  | { kind: 'arrived'; arrival: Arrival; hasAccepted: boolean }
  | { kind: 'prove'; proofId: string; email: string }
  | { kind: 'link'; userId: string; email: string }
  | { kind: 'refused'; reason: FailureReason }

/** The event of a sign-in that came to nothing; it shows on the organization’s page where there is one. */
export function failed(
  { connectionId, organizationId }: { connectionId: string; organizationId: string | null },
  reason: FailureReason,
): Event {
  return {
    type: 'connection.failed',
    target: { kind: 'connection', id: connectionId },
    details: { connectionId, reason },
    ...(organizationId === null ? {} : { organizationId }),
  }
}
