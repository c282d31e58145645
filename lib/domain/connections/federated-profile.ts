import { z } from 'zod'
import type { Arrival } from '../users/set-session-organization'
import type { FailureReason } from './connection-failures'

/** The user as the provider describes them, after all checks of the protocol. */
const profile = z.object({
  subject: z.string(),
  address: z.object({ email: z.string(), folded: z.string() }).nullable(),
  /** What the provider says of the address; null where it says nothing. */
  emailVerified: z.boolean().nullable(),
  /** Whether the provider itself gives out this address, so that it knows who owns it. */
  isOwnAddress: z.boolean(),
  name: z.string().nullable(),
  picture: z.string().nullable(),
  /** How the user authenticated at the provider (RFC 8176). */
  amr: z.array(z.string()),
})
export type Profile = z.infer<typeof profile>

/**
 * An unfinished sign-in by a provider, and where it leads. A sealed cookie keeps it in the user’s browser while they
 * enter a code or sign in to an existing account.
 */
export const federatedProfile = z.object({
  connectionId: z.string(),
  profile,
  /** The organization on whose page the user started. */
  organizationId: z.string().nullable(),
  slug: z.string().nullable(),
  returnTo: z.string().nullable(),
  /** The ticket of the invitation that the user started from. */
  ticket: z.string().nullable(),
})
export type FederatedProfile = z.infer<typeof federatedProfile>

/**
 * Signed in, perhaps with the invitation accepted; or the code that the user has to enter first; or the account that
 * they have to sign in to first; or why the sign-in is refused.
 */
export type Outcome =
  | { kind: 'arrived'; arrival: Arrival; hasAccepted: boolean }
  | { kind: 'prove'; proofId: string; email: string }
  | { kind: 'link'; userId: string; email: string }
  | { kind: 'refused'; reason: FailureReason }
