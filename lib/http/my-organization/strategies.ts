import { z } from 'zod'
import type { IdentityProvider } from '@/lib/domain/connections/list-own-providers'
import type { OptionsInput, ProviderOptions } from '@/lib/domain/connections/provider-options'
import { parseDomain } from '@/lib/domain/connections/option-values'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { samlStrategies } from '@/lib/domain/connections/saml-options'
import { domainName } from '@/lib/domain/domains/domain-name'
import { DomainError } from '@/lib/errors'
import {
  directoryOf,
  findDirectoryIssuer,
  isDirectoryId,
  issuerOfDirectory,
} from '@/lib/federation/microsoft-directory'
import { discoveryFailure } from './discover'
import { badRequest } from './problem'
import { samlBodies, samlOptionsWire, samlStrategyOf } from './saml-strategy'

/** Of the kinds of identity providers that an application allows, those that Foyer has here. */
export function servedStrategies(allowed: readonly string[]): Strategy[] {
  return strategyNames.filter((strategy) => allowed.includes(strategy))
}

const openIdStrategies = ['oidc', 'okta', 'google-apps', 'waad'] as const
export const strategyNames = [...openIdStrategies, ...samlStrategies] as const
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
    tenant_domain: z
      .string()
      .max(300)
      .describe('A domain of the directory, whose ID Foyer asks Microsoft for; or the directory (tenant) ID.')
      .meta({ example: 'acme.test' }),
  }),
  ...samlBodies,
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

type OptionName = 'client_id' | 'discovery_url' | 'domain' | 'tenant_domain'
type GivenOptions = { [Name in OptionName]?: string | undefined }

const google = 'https://accounts.google.com'
const okta = /^https:\/\/([\w-]+\.okta(preview|-emea)?\.com)$/

export function strategyOf({ options, saml }: Pick<Connection, 'options' | 'saml'>): Strategy {
  if (options !== null) return openIdStrategyOf(options)
  return samlStrategyOf(saml ?? {})
}

/** By the issuer: a connection of the portal has no kind of its own. */
export function openIdStrategyOf({ issuer, hostedDomain }: ProviderOptions): OpenIdStrategy {
  if (hostedDomain !== undefined) return 'google-apps'
  if (directoryOf(issuer) !== null) return 'waad'
  return okta.test(issuer) ? 'okta' : 'oidc'
}

/** Without the secret. */
export function optionsWire({ options, saml }: IdentityProvider): Record<string, unknown> {
  return options === null ? samlOptionsWire(saml) : openIdOptionsWire(options)
}

function openIdOptionsWire(options: ProviderOptions): Record<string, string> {
  const { issuer, hostedDomain, directoryDomain, clientId: client_id } = options
  const byStrategy: Record<OpenIdStrategy, () => Record<string, string>> = {
    oidc: () => ({ type: 'back_channel', client_id, discovery_url: discoveryUrl(issuer) }),
    okta: () => ({ client_id, domain: new URL(issuer).hostname }),
    'google-apps': () => ({ client_id, domain: hostedDomain ?? '' }),
    waad: () => ({ client_id, tenant_domain: directoryDomain ?? directoryOf(issuer) ?? '' }),
  }
  return byStrategy[openIdStrategyOf(options)]()
}

interface OptionsTarget {
  tenantId: string
  strategy: OpenIdStrategy
  /** Of a connection that changes. */
  present?: ProviderOptions
}

/** May ask Microsoft. @throws MyOrganizationProblem 400; DomainError too_many */
export async function optionsInput(
  { tenantId, strategy, present }: OptionsTarget,
  given: GivenOptions,
): Promise<OptionsInput> {
  const { client_id: clientId, discovery_url: url, domain, tenant_domain: directory } = given
  return {
    clientId,
    ...(url === undefined ? {} : { issuer: url.replace(wellKnown, '') }),
    ...(domain === undefined ? {} : byDomain(strategy, domain.trim().toLowerCase())),
    ...(directory === undefined ? {} : await byDirectory(tenantId, directory.trim().toLowerCase(), present)),
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

/** A form sends the domain again that it read, which asks for no other directory. */
async function byDirectory(
  tenantId: string,
  typed: string,
  present: ProviderOptions | undefined,
): Promise<OptionsInput> {
  if (isDirectoryId(typed)) return { issuer: issuerOfDirectory(typed) }
  if (typed === present?.directoryDomain) return {}
  const directoryDomain = directoryDomainIn(typed)
  const issuer = await findDirectoryIssuer(tenantId, directoryDomain).catch((error: unknown) => {
    throw discoveryFailure(error, `https://${directoryDomain}`)
  })
  return { issuer, directoryDomain }
}

/** @throws MyOrganizationProblem 400 */
function directoryDomainIn(typed: string): string {
  try {
    return parseDomain(typed, 'tenant_domain')
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    throw badRequest('tenant_domain must be a domain of the directory, or its directory (tenant) ID.')
  }
}
