import { z } from 'zod'
import { accessLevels } from '@/lib/domain/connections/access-levels'
import { connectionDisplayName } from '@/lib/domain/connections/connection-fields'
import type { IdentityProvider } from '@/lib/domain/connections/list-own-providers'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { registeredRedirectUri } from '@/lib/federation/redirect-uri'
import { certificateUrlOf, registeredAddresses } from '@/lib/federation/saml/service-urls'
import { type AttributeProfile, providerAttribute, providerAttributes } from './attributes'
import { initialFlags, type Profile } from './connection-profile'
import { optionsWire, strategyNames, strategyOf } from './strategies'

export const providerName = z.string().min(1).max(128).pipe(connectionDisplayName).meta({ example: 'Okta' })

const none: string[] = []

export const providerAnswer = z.strictObject({
  id: z.string().meta({ example: 'con_4kGkQ2bD9sXw7Lm1' }),
  name: z
    .string()
    .describe('Given by Foyer or, with a connection profile, chosen with a prefix. Never changed.')
    .meta({ example: 'con-4kGkQ2bD9sXw7Lm1' }),
  strategy: z.enum(strategyNames).meta({ example: 'okta' }),
  domains: z
    .array(z.string())
    .describe('People with addresses of these domains are sent there.')
    .meta({ example: none }),
  display_name: z.string().meta({ example: 'Okta' }),
  show_as_button: z.boolean(),
  assign_membership_on_login: z.boolean(),
  is_enabled: z.boolean(),
  access_level: z
    .enum(accessLevels)
    .describe('What the organization can change. One of the tenant’s has readonly or limited.'),
  options: z
    .record(z.string(), z.unknown())
    .describe('Without the secret. Empty for one of the tenant’s.')
    .meta({ example: { client_id: '0oa1b2c3d4', domain: 'acme.okta.com' } }),
  attributes: z.array(providerAttribute),
  redirect_uri: z
    .string()
    .optional()
    .describe(
      'Foyer extension: what has to be entered at the provider, unless it is one of the tenant’s; of SAML, the ACS URL.',
    )
    .meta({ example: 'https://login.lumen.example/login/callback/con_4kGkQ2bD9sXw7Lm1' }),
  entity_id: z
    .string()
    .optional()
    .describe('Foyer extension: of SAML, what has to be entered as well. Our metadata is there.'),
  certificate_url: z
    .string()
    .optional()
    .describe('Foyer extension: of SAML, our certificate for this provider, in PEM.'),
})

export function providerWire(
  { tenant, profile, userAttributes }: { tenant: Tenant; profile: Profile; userAttributes: AttributeProfile },
  provider: IdentityProvider,
): z.output<typeof providerAnswer> {
  const { id, name, displayName, isEnabled } = provider
  const { showAsButton, assignMembershipOnLogin } = isEnabled === null ? initialFlags(profile) : provider
  return {
    id,
    name,
    strategy: strategyOf(provider),
    domains: provider.domains,
    display_name: displayName,
    show_as_button: showAsButton,
    assign_membership_on_login: assignMembershipOnLogin,
    is_enabled: isEnabled === true,
    access_level: provider.accessLevel,
    ...(provider.organizationId === null
      ? { options: {}, attributes: [] }
      : {
          options: optionsWire(provider),
          attributes: providerAttributes(provider, userAttributes),
          ...registered(tenant, provider),
        }),
  }
}

/** At the provider. */
function registered(tenant: Tenant, provider: IdentityProvider) {
  const { id, name, saml } = provider
  if (saml === null) return { redirect_uri: registeredRedirectUri(tenant, provider) }
  const { entityId: entity_id, acsUrl: redirect_uri } = registeredAddresses(tenant, {
    id,
    name,
    options: saml,
  })
  return { redirect_uri, entity_id, certificate_url: certificateUrlOf(tenant, id) }
}
