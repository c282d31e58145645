import { z } from 'zod'

/**
 * In the options of an organization’s own connection: who said last which provider it is (its issuer, and with SAML the
 * certificates), or confirmed it, and with which Management permissions in the organization.
 */
export const providerTrust = z.object({
  userId: z.string().nullable(),
  permissions: z.array(z.string()),
  /** Said at tenant level: no member has more. */
  isTenantLevel: z.boolean(),
})
export type ProviderTrust = z.output<typeof providerTrust>
