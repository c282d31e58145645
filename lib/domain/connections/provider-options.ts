import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { env } from '@/lib/env'
import { invalid } from '@/lib/errors'
import { type Field, type FieldsInput, initialOf, parseFields, schemaOf, withoutUndefined } from '../fields'
import { parseInput } from '../text/parse-input'
import { parseDomain, parseDomains, parseText, providerTrust, standardClaims } from './option-values'
import { assertProduct, isForEveryDirectory, products } from './products'
import { providerUrl } from './provider-url'

export const providerStrategies = ['oidc', 'google-oauth2', 'windowslive', 'github'] as const
export type ProviderStrategy = (typeof providerStrategies)[number]

const endpoints = z.object({
  authorization: z.string(),
  token: z.string(),
  user: z.string(),
  emails: z.string(),
})
const claimNames = z
  .object({ email: z.string(), name: z.string(), picture: z.string(), emailVerified: z.string() })
  .extend({
    givenName: z.string().default(standardClaims.givenName),
    familyName: z.string().default(standardClaims.familyName),
  })
const authentication = z.enum(['client_secret_post', 'client_secret_basic', 'private_key_jwt'])

const publicKey = z.record(z.string(), z.json())
type Endpoints = z.output<typeof endpoints> | undefined
type PublicKey = z.output<typeof publicKey> | undefined

interface OptionContext {
  strategy: ProviderStrategy
  /** Of the connection, or for a new one the preset of its strategy. */
  present: { issuer: string; endpoints?: Endpoints; publicKey?: PublicKey }
}

interface OptionField<S extends z.ZodType = z.ZodType> extends Field<S, OptionContext> {
  isAudited?: boolean
}

/**
 * All are in the column `options`; `column` is the name in the API. To add one, add a line here with `published`, or one in
 * lib/http/auth0/connection-options.ts if the Management API names or shapes it differently.
 */
export const optionFields = {
  issuer: option({
    column: 'issuer',
    schema: z.string(),
    parse: (issuer, { strategy, present }) => parseIssuer(strategy, issuer, present.issuer),
  }),
  clientId: option({
    column: 'client_id',
    schema: z.string(),
    initial: '',
    parse: (text) => parseText(text, { field: 'client_id', label: 'Client ID', max: 500 }),
  }),
  clientAuthentication: option({
    column: 'client_authentication',
    schema: authentication,
    initial: 'client_secret_post',
    parse: parseAuthentication,
  }),
  scopes: option({ column: 'scopes', schema: z.array(z.string()), parse: parseScopes }),
  claims: option({
    column: 'claims',
    schema: claimNames,
    initial: standardClaims,
    parse: parseClaims,
  }),
  /** Routes users with addresses of these domains here to sign in. Does not verify an address. */
  domains: option({ column: 'domains', schema: z.array(z.string()), initial: [], parse: parseDomains }),
  /** Whether organizations may enable it. The default depends on the strategy (available-connections.ts). */
  offeredToOrganizations: option({
    column: 'offered_to_organizations',
    schema: z.boolean().optional(),
    published: { description: 'Foyer extension: whether organizations may enable it themselves.' },
  }),
  /** Of a Google Workspace: accounts of others are refused. */
  hostedDomain: option({
    column: 'hosted_domain',
    schema: z.string().optional(),
    published: { description: 'Foyer extension: the only Google Workspace whose accounts can sign in.' },
    parse: (domain) => domain && parseDomain(domain.trim().toLowerCase(), 'hosted_domain'),
  }),
  /** Of a Microsoft directory that was named by it. The issuer has its id. */
  directoryDomain: option({ column: 'directory_domain', schema: z.string().optional() }),
  /** Whether its redirect URI is the one without the connection’s id (docs/decisions/0078). */
  sharesRedirectUri: option({ column: 'shares_redirect_uri', schema: z.boolean().optional() }),
  /** Set when it is created, if the Management API has a strategy of its own for it. */
  product: option({ column: 'product', schema: z.enum(products).optional() }),
  /** Only for GitHub, which has no discovery. Changed only in a demo. */
  endpoints: option({
    column: 'endpoints',
    schema: endpoints.optional(),
    parse: parseEndpoints,
    isAudited: false,
  }),
  /** Foyer’s public key for private_key_jwt, which has to be registered at the provider. */
  publicKey: option({
    column: 'public_key',
    schema: publicKey.optional(),
    parse: assertSamePublicKey,
    isAudited: false,
  }),
}

export const providerOptions = schemaOf(optionFields).extend({
  /** Of an organization’s own connection. Absent: no member with any permission can sign in until someone confirms. */
  trust: providerTrust.optional(),
})
export type ProviderOptions = z.output<typeof providerOptions>

export type OptionsInput = Omit<
  FieldsInput<typeof optionFields>,
  'scopes' | 'claims' | 'domains' | 'endpoints'
> & {
  scopes?: readonly string[] | undefined
  domains?: readonly string[] | undefined
  /** What is absent stays. */
  claims?: Partial<ProviderOptions['claims']> | undefined
  endpoints?: Partial<NonNullable<ProviderOptions['endpoints']>> | undefined
}

type Preset = Pick<ProviderOptions, 'issuer' | 'scopes' | 'endpoints'>

const openid = ['openid', 'profile', 'email']
const presets: Record<ProviderStrategy, Preset> = {
  oidc: { issuer: '', scopes: openid },
  'google-oauth2': { issuer: 'https://accounts.google.com', scopes: openid },
  windowslive: { issuer: 'https://login.microsoftonline.com/common/v2.0', scopes: openid },
  github: {
    issuer: 'https://github.com/login/oauth',
    scopes: ['read:user', 'user:email'],
    endpoints: {
      authorization: 'https://github.com/login/oauth/authorize',
      token: 'https://github.com/login/oauth/access_token',
      user: 'https://api.github.com/user',
      emails: 'https://api.github.com/user/emails',
    },
  },
}

/** @throws DomainError invalid, at the field */
export function validateOptions(
  strategy: ProviderStrategy,
  { scopes, claims, domains, endpoints: given, ...input }: OptionsInput,
  options?: ProviderOptions,
): ProviderOptions {
  const present = options ?? providerOptions.parse({ ...initialOf(optionFields), ...presets[strategy] })
  const merged = {
    ...(isMoved(present, input) ? ofAnyIssuer(present) : present),
    ...withoutUndefined(input),
    scopes: [...(scopes ?? present.scopes)],
    claims: { ...present.claims, ...claims },
    domains: [...(domains ?? present.domains)],
    ...(given && { endpoints: { ...present.endpoints, ...given } }),
  }
  const parsed = providerOptions.parse(parseFields(optionFields, merged, { strategy, present }))
  assertProduct(strategy, parsed)
  return parsed
}

function isMoved({ issuer }: ProviderOptions, input: { issuer?: string | undefined }): boolean {
  return input.issuer !== undefined && input.issuer !== issuer
}

/** Another provider may not name itself in its answers, and is another directory. */
function ofAnyIssuer({
  sharesRedirectUri: _,
  directoryDomain: _domain,
  ...others
}: ProviderOptions): ProviderOptions {
  return others
}

export function auditedOptions({ trust: _, ...options }: ProviderOptions): Partial<ProviderOptions> {
  const fields: Record<string, OptionField> = optionFields
  const audited = Object.entries(options).filter(([name]) => fields[name]?.isAudited !== false)
  return Object.fromEntries(audited)
}

function option<S extends z.ZodType>(definition: OptionField<S>): OptionField<S> {
  return definition
}

function assertSamePublicKey(key: PublicKey, { present }: OptionContext): PublicKey {
  if (isDeepStrictEqual(key, present.publicKey)) return key
  throw invalid('public_key', 'The public key is generated by Foyer and cannot be set.')
}

/** The issuer of a preset is fixed, except that Microsoft’s may name a directory. */
function parseIssuer(strategy: ProviderStrategy, issuer: string, present: string): string {
  const checked = parseInput(providerUrl(), issuer, 'issuer')
  if (strategy === 'oidc' && isForEveryDirectory(checked)) {
    throw invalid(
      'issuer',
      'This issuer covers all Microsoft directories. Use your directory’s issuer, or create a Microsoft connection.',
    )
  }
  const own = presets[strategy].issuer
  const isFree = strategy === 'oidc' || checked === own || checked === present || env().demo
  const isDirectory =
    strategy === 'windowslive' && /^https:\/\/login\.microsoftonline\.com\/[\w.-]+\/v2\.0$/.test(checked)
  if (isFree || isDirectory) return checked
  throw invalid(
    'issuer',
    'This provider’s issuer is fixed. For another issuer, create an OpenID Connect connection.',
  )
}

function parseAuthentication(
  method: z.output<typeof authentication>,
  { strategy }: OptionContext,
): z.output<typeof authentication> {
  const checked = authentication.safeParse(method)
  if (!checked.success) throw invalid('client_authentication', 'This authentication method does not exist.')
  if (strategy === 'github' && method !== 'client_secret_post')
    throw invalid('client_authentication', 'GitHub accepts the client secret in the request body only.')
  return checked.data
}

function parseScopes(scopes: readonly string[], { strategy }: OptionContext): string[] {
  const input = strategy === 'github' ? scopes : ['openid', ...scopes]
  const unique = [...new Set(input)]
  if (unique.length > 20) throw invalid('scopes', 'A connection can request at most 20 scopes.')
  for (const scope of unique) parseText(scope, { field: 'scopes', label: 'A scope', max: 200 })
  return unique
}

function parseClaims(claims: z.output<typeof claimNames>): z.output<typeof claimNames> {
  for (const name of Object.values(claims))
    parseText(name, { field: 'claims', label: 'A claim’s name', max: 200 })
  return claims
}

function parseEndpoints(given: Endpoints, { present }: OptionContext): Endpoints {
  if (given === undefined || isDeepStrictEqual(given, present.endpoints)) return given
  if (present.endpoints === undefined || !env().demo)
    throw invalid('endpoints', 'This provider’s endpoints are fixed.')
  const checked = endpoints.parse(given)
  for (const url of Object.values(checked)) parseInput(providerUrl('An endpoint'), url, 'endpoints')
  return checked
}
