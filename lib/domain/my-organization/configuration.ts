import { z } from 'zod'

/** Of an application, in Auth0’s names. */
export const myOrganizationConfiguration = z.strictObject({
  /** Kinds of identity providers that its users may connect. */
  allowed_strategies: z
    .array(z.enum(['ad', 'adfs', 'google-apps', 'oidc', 'okta', 'pingfederate', 'samlp', 'waad']))
    .max(10),
  /** `allow_if_empty`: an identity provider is only deleted while it has no users. */
  connection_deletion_behavior: z.enum(['allow', 'allow_if_empty']),
  /** Of the tenant: what organizations choose for their identity providers. */
  connection_profile_id: z.string().min(1).max(50).optional().meta({ example: 'cop_4kGkQ2bD9sXw7Lm1' }),
  /** Of the tenant: which attributes of users there are, and from what they are read. */
  user_attribute_profile_id: z.string().min(1).max(50).optional().meta({ example: 'uap_4kGkQ2bD9sXw7Lm1' }),
})

export type MyOrganizationConfiguration = z.output<typeof myOrganizationConfiguration>

/** Empty: the application cannot use the My Organization API. */
export const storedConfiguration = z.union([myOrganizationConfiguration, z.strictObject({})])

export function configurationOf(stored: unknown): MyOrganizationConfiguration | null {
  return myOrganizationConfiguration.safeParse(stored).data ?? null
}
