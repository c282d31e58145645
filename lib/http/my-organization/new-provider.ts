import { z } from 'zod'
import type { FirstUse } from '@/lib/domain/connections/insert-connection'
import { newDiscoveryDomain } from '../auth0/discovery-domain'
import { canSet, initialFlags, type Profile } from './connection-profile'
import { badRequest } from './problem'
import { providerName } from './provider-shape'
import { samlBodies } from './saml-strategy'
import { frontChannel, strategyOptions } from './strategies'

/** What Foyer has not, in the value that is also without it. Auth0’s components send both. */
export const withoutEffect = {
  use_for_third_party_client_access: z.boolean().optional().describe('Only false.'),
  cross_app_access_resource_app: z
    .strictObject({ status: z.enum(['enabled', 'disabled']) })
    .optional()
    .describe('Only disabled.')
    .meta({ example: { status: 'disabled' } }),
}

/** @throws MyOrganizationProblem 400 */
export function assertWithoutEffect(given: z.output<z.ZodObject<typeof withoutEffect>>): void {
  if (given.use_for_third_party_client_access === true)
    throw badRequest(
      'use_for_third_party_client_access can only be false: Foyer has no third-party applications.',
    )
  if (given.cross_app_access_resource_app?.status === 'enabled')
    throw badRequest('cross_app_access_resource_app can only be disabled: Foyer has no cross-app access.')
}

const noDomains: string[] = []

const shared = {
  name: providerName.describe(
    'What people see, unless display_name says so. Where the connection profile of the application has a template, also the end of the connection’s name: letters, digits and single hyphens.',
  ),
  display_name: providerName.optional(),
  show_as_button: z.boolean().optional().describe('Without effect where the connection profile decides it.'),
  assign_membership_on_login: z
    .boolean()
    .optional()
    .describe('Without effect where the connection profile decides it.'),
  is_enabled: z.boolean().default(false),
  domains: z
    .array(newDiscoveryDomain.shape.domain)
    .max(100)
    .default([])
    .describe(
      'Verified domains, whose people are sent there: needs create:my_org:identity_providers_domains.',
    )
    .meta({ example: noDomains }),
  ...withoutEffect,
}

const { oidc, okta, 'google-apps': google, waad, samlp, adfs, pingfederate } = strategyOptions

export const newProvider = z
  .discriminatedUnion('strategy', [
    z.strictObject({
      ...shared,
      strategy: z.literal('oidc'),
      options: z.discriminatedUnion('type', [oidc, frontChannel]),
    }),
    z.strictObject({ ...shared, strategy: z.literal('okta'), options: okta }),
    z.strictObject({ ...shared, strategy: z.literal('google-apps'), options: google }),
    z.strictObject({ ...shared, strategy: z.literal('waad'), options: waad }),
    z.strictObject({ ...shared, strategy: z.literal('samlp'), options: samlp }),
    z.strictObject({ ...shared, strategy: z.literal('adfs'), options: adfs }),
    z.strictObject({ ...shared, strategy: z.literal('pingfederate'), options: pingfederate }),
  ])
  .meta({
    example: {
      strategy: 'okta',
      name: 'Okta',
      options: {
        domain: 'acme.okta.com',
        client_id: '0oa1b2c3d4',
        client_secret: 'shown once by the provider',
      },
    },
  })
export type NewProvider = z.output<typeof newProvider>
export type NewSamlProvider = Extract<NewProvider, { strategy: keyof typeof samlBodies }>

export function isBySaml(given: NewProvider): given is NewSamlProvider {
  return given.strategy in samlBodies
}

/** Nothing is prepared where all is as it will be by itself. */
export function firstUse(profile: Profile, given: NewProvider): FirstUse {
  const initial = initialFlags(profile)
  const settings = {
    isEnabled: given.is_enabled,
    showAsButton: chosen('show_as_button') ?? initial.showAsButton,
    assignMembershipOnLogin: chosen('assign_membership_on_login') ?? initial.assignMembershipOnLogin,
  }
  const isInitial =
    !settings.isEnabled &&
    settings.showAsButton === initial.showAsButton &&
    settings.assignMembershipOnLogin === initial.assignMembershipOnLogin
  return { settings: isInitial ? null : settings, domains: given.domains }

  /** Not refused where the profile decides, as in a change: a form sends also what it does not show. */
  function chosen(flag: 'show_as_button' | 'assign_membership_on_login'): boolean | undefined {
    return canSet(profile, flag) ? given[flag] : undefined
  }
}
