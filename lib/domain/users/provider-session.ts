import { z } from 'zod'

/** The session at a SAML provider from which one of ours was opened: what a logout request says (Core, 3.7.1). */
export const providerSession = z.object({
  nameId: z.string(),
  nameIdFormat: z.string().nullable(),
  nameQualifier: z.string().nullable(),
  spNameQualifier: z.string().nullable(),
  sessionIndex: z.string().nullable(),
})
export type ProviderSession = z.output<typeof providerSession>

/** A sign-in at a SAML provider. */
export interface SamlSignIn {
  session: ProviderSession
  /** Digest of the certificate that signed. */
  certificate: string
}
