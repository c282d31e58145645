import { z } from 'zod'
import type { CodeRequired } from '../authenticators/sign-in-with-one-factor'
import { providerSession } from '../users/open-session'
import type { Arrival } from '../users/set-session-organization'
import { userName } from '../users/user-fields'
import type { FailureReason } from './connection-failures'

/** Trusted: the protocol’s checks have passed. */
const profile = z.object({
  subject: z.string(),
  address: z.object({ email: z.string(), folded: z.string() }).nullable(),
  /** Null if the provider does not say. */
  emailVerified: z.boolean().nullable(),
  /** Whether the provider itself gives out this address, so that it knows who owns it. */
  isOwnAddress: z.boolean(),
  name: z.string().nullable(),
  picture: z.string().nullable(),
  /** From RFC 8176. */
  amr: z.array(z.string()),
  /** Of a SAML provider: its session, and the digest of the certificate that signed. */
  saml: z.object({ session: providerSession, certificate: z.string() }).optional(),
})
export type Profile = z.infer<typeof profile>

/** Kept in a sealed cookie while the user enters a code or signs in to an existing account. */
export const federatedProfile = z.object({
  connectionId: z.string(),
  /** Of the connection when it was asked; with SAML the entity ID. */
  issuer: z.string(),
  profile,
  organizationId: z.string().nullable(),
  slug: z.string().nullable(),
  returnTo: z.string().nullable(),
  ticket: z.string().nullable(),
})
export type FederatedProfile = z.infer<typeof federatedProfile>

export type Outcome =
  | { kind: 'arrived'; arrival: Arrival; hasAccepted: boolean }
  | { kind: 'code'; arrival: CodeRequired; hasAccepted: boolean }
  | { kind: 'verify'; proofId: string; email: string }
  | { kind: 'link'; userId: string; email: string }
  | { kind: 'refused'; reason: FailureReason }

/** Of a new user: what the provider says or else the part of the address before the @. */
export function federatedName(name: string | null, email: string): string {
  for (const text of [name ?? '', email.slice(0, email.indexOf('@'))]) {
    const { data: valid } = userName.safeParse(text)
    if (valid !== undefined) return valid
  }
  return 'New person'
}
