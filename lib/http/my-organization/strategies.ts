import { z } from 'zod'
import type { OwnProvider } from '@/lib/domain/connections/list-own-providers'
import type { OptionsInput, ProviderOptions } from '@/lib/domain/connections/provider-options'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { samlStrategy } from '@/lib/domain/connections/saml-options'
import { domainName } from '@/lib/domain/domains/domain-name'
import { badRequest } from './problem'
import { samlBody, samlOptionsWire } from './saml-strategy'

/** Of the kinds of identity providers that an application allows, those that Foyer has here. */
export function servedStrategies(allowed: readonly string[]): Strategy[] {
  return strategyNames.filter((strategy) => allowed.includes(strategy))
}

const openIdStrategies = ['oidc', 'okta', 'google-apps', 'waad'] as const
export const strategyNames = [...openIdStrategies, samlStrategy] as const
export type Strategy = (typeof strategyNames)[number]
type OpenIdStrategy = (typeof openIdStrategies)[number]

const text = z.string().min(1).max(500)
const shared = {
  client_id: text.meta({ example: '0oa1b2c3d4' }),
  client_secret: z.string().min(1).max(2000).meta({ example: 'shown once by the provider' }),
  icon_url: z.string().max(2000).nullable().optional().describe('Has no effect: buttons have no pictures.'),
}

/** Auth0’s options of each kind. PATCH takes a part of them. */
export const strategyOptions = {
  oidc: z.strictObject({
    type: z.literal('back_channel'),
    client_id: shared.client_id,
    client_secret: shared.client_secret,
    discovery_url: z.string().min(1).max(2000).meta({ example: 'https://login.acme.test' }),
  }),
  okta: z.strictObject({ ...shared, domain: z.string().max(300).meta({ example: 'acme.okta.com' }) }),
  'google-apps': z.strictObject({ ...shared, domain: z.string().max(300).meta({ example: 'acme.test' }) }),
  waad: z.strictObject({
    ...shared,
    tenant_domain: z.string().max(300).describe('The directory (tenant) ID.'),
  }),
  samlp: samlBody,
}

/** Of `oidc`: known, so that its refusal has a sentence. */
export const frontChannel = z
  .looseObject({ type: z.literal('front_channel') })
  .describe('Refused: Foyer signs in with a client secret.')

/** @throws MyOrganizationProblem 400 */
export function backChannel<T extends object>(options: T): Exclude<T, { type: 'front_channel' }> {
  if (isBackChannel(options)) return options
  throw badRequest(
    'The type must be back_channel: Foyer uses the authorization code flow with a client secret.',
  )
}

function isBackChannel<T extends object>(options: T): options is Exclude<T, { type: 'front_channel' }> {
  return !('type' in options && options.type === 'front_channel')
}

interface GivenOptions {
  client_id?: string | undefined
  client_secret?: string | undefined
  discovery_url?: string | undefined
  domain?: string | undefined
  tenant_domain?: string | undefined
}

const google = 'https://accounts.google.com'
const directory = /^https:\/\/login\.microsoftonline\.com\/([\w-]+)\/v2\.0$/
const directoryId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const okta = /^https:\/\/([\w-]+\.okta(preview|-emea)?\.com)$/

export function strategyOf({ options }: Pick<Connection, 'options'>): Strategy {
  return options === null ? samlStrategy : openIdStrategyOf(options)
}

/** By the issuer: a connection of the portal has no kind of its own. */
export function openIdStrategyOf({ issuer, hostedDomain }: ProviderOptions): OpenIdStrategy {
  if (hostedDomain !== undefined) return 'google-apps'
  if (directory.test(issuer)) return 'waad'
  return okta.test(issuer) ? 'okta' : 'oidc'
}

/** Without the secret. */
export function optionsWire({ options, saml }: OwnProvider): Record<string, unknown> {
  return options === null ? samlOptionsWire(saml) : openIdOptionsWire(options)
}

function openIdOptionsWire(options: ProviderOptions): Record<string, string> {
  const { issuer, hostedDomain, clientId: client_id } = options
  const byStrategy: Record<OpenIdStrategy, () => Record<string, string>> = {
    oidc: () => ({ type: 'back_channel', client_id, discovery_url: discoveryUrl(issuer) }),
    okta: () => ({ client_id, domain: new URL(issuer).hostname }),
    'google-apps': () => ({ client_id, domain: hostedDomain ?? '' }),
    waad: () => ({ client_id, tenant_domain: directory.exec(issuer)?.[1] ?? '' }),
  }
  return byStrategy[openIdStrategyOf(options)]()
}

/** @throws MyOrganizationProblem 400 */
export function optionsInput(strategy: OpenIdStrategy, given: GivenOptions): OptionsInput {
  const { client_id: clientId, discovery_url: url, domain, tenant_domain: tenant } = given
  return {
    clientId,
    ...(url === undefined ? {} : { issuer: url.replace(wellKnown, '') }),
    ...(domain === undefined ? {} : byDomain(strategy, domain.trim().toLowerCase())),
    ...(tenant === undefined ? {} : { issuer: issuerOfDirectory(tenant.trim().toLowerCase()) }),
  }
}

const wellKnown = /\/\.well-known\/openid-configuration$/

function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
}

function byDomain(strategy: OpenIdStrategy, domain: string): OptionsInput {
  if (strategy === 'google-apps' && domainName.safeParse(domain).success)
    return { issuer: google, hostedDomain: domain }
  const issuer = `https://${domain.replace(/^https:\/\//, '').replace(/\/$/, '')}`
  if (strategy === 'okta' && okta.test(issuer)) return { issuer }
  throw badRequest(
    strategy === 'okta'
      ? 'The domain must be one of okta.com. For a domain of your own, use the strategy oidc.'
      : 'The domain must be that of a Google Workspace.',
  )
}

function issuerOfDirectory(tenant: string): string {
  if (directoryId.test(tenant)) return `https://login.microsoftonline.com/${tenant}/v2.0`
  throw badRequest('tenant_domain must be the directory (tenant) ID.')
}
