import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { env } from '@/lib/env'
import { insist } from '../text/insist'
import { DomainError } from '@/lib/errors'
import { parseProviderUrl } from './provider-url'

/** Kinds of identity providers: any OpenID provider of an enterprise, and three presets. */
export const providerStrategies = ['oidc', 'google-oauth2', 'windowslive', 'github'] as const
export type ProviderStrategy = (typeof providerStrategies)[number]

const endpoints = z.object({
  authorization: z.string(),
  token: z.string(),
  user: z.string(),
  emails: z.string(),
})
const claimNames = z.object({
  email: z.string(),
  name: z.string(),
  picture: z.string(),
  emailVerified: z.string(),
})
const authentication = z.enum(['client_secret_post', 'client_secret_basic', 'private_key_jwt'])

/** The stored options of a provider, without its secret. */
export const providerOptions = z.object({
  issuer: z.string(),
  clientId: z.string(),
  clientAuthentication: authentication,
  scopes: z.array(z.string()),
  /** The names of the provider’s claims. */
  claims: claimNames,
  /** Users with addresses of these domains are routed here to sign in. It does not verify an address. */
  domains: z.array(z.string()),
  /** Whether organizations may enable it themselves. The default depends on the strategy (available-connections.ts). */
  offeredToOrganizations: z.boolean().optional(),
  /** Only for GitHub, which has no discovery. */
  endpoints: endpoints.optional(),
  /** With private_key_jwt: our public key, which has to be registered at the provider. */
  publicKey: z.record(z.string(), z.json()).optional(),
})
export type ProviderOptions = z.infer<typeof providerOptions>

/** Undefined options stay as they are; those of a new connection are the strategy’s defaults. */
export interface OptionsInput {
  issuer?: string | undefined
  clientId?: string | undefined
  clientAuthentication?: ProviderOptions['clientAuthentication'] | undefined
  scopes?: readonly string[] | undefined
  claims?: Partial<ProviderOptions['claims']> | undefined
  domains?: readonly string[] | undefined
  offeredToOrganizations?: boolean | undefined
  /** Foyer creates it: if given, it has to equal the present one. */
  publicKey?: ProviderOptions['publicKey'] | undefined
  /** Only in a demo. */
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

/**
 * The options of a new connection, or the present ones with these changes.
 * @throws DomainError invalid, at the field that is wrong
 */
export function validateOptions(
  strategy: ProviderStrategy,
  input: OptionsInput,
  present?: ProviderOptions,
): ProviderOptions {
  const base: ProviderOptions = present ?? { ...presets[strategy], ...ownDefaults }
  const {
    issuer = base.issuer,
    clientId = base.clientId,
    scopes = base.scopes,
    domains = base.domains,
  } = input
  assertSamePublicKey(input, base)
  const { clientAuthentication = base.clientAuthentication, claims = {}, endpoints: own } = input
  const options: ProviderOptions = {
    ...base,
    issuer: parseIssuer(strategy, issuer, base.issuer),
    clientId: parseText(clientId, { field: 'client_id', label: 'Client ID', max: 500 }),
    clientAuthentication: parseAuthentication(strategy, clientAuthentication),
    scopes: parseScopes(strategy, scopes),
    claims: parseClaims(base.claims, claims),
    domains: parseDomains(domains),
    ...offered(input),
  }
  return own === undefined ? options : { ...options, endpoints: parseEndpoints(base.endpoints, own) }
}

function assertSamePublicKey({ publicKey }: OptionsInput, base: ProviderOptions): void {
  if (publicKey !== undefined && !isDeepStrictEqual(publicKey, base.publicKey))
    throw invalid('public_key', 'The public key is Foyer’s to make.')
}

function offered({ offeredToOrganizations }: OptionsInput) {
  return offeredToOrganizations === undefined ? {} : { offeredToOrganizations }
}

const ownDefaults = {
  clientId: '',
  clientAuthentication: 'client_secret_post' as const,
  claims: { email: 'email', name: 'name', picture: 'picture', emailVerified: 'email_verified' },
  domains: [],
}

/** The issuer of a preset is fixed, except that Microsoft’s may name a directory. */
function parseIssuer(strategy: ProviderStrategy, issuer: string, present: string): string {
  const checked = insist(parseProviderUrl(issuer), 'issuer')
  if (strategy === 'oidc' && isForEveryDirectory(checked)) {
    throw invalid(
      'issuer',
      'This issuer speaks for every directory of Microsoft’s. Name yours in it, or make a Microsoft connection.',
    )
  }
  const own = presets[strategy].issuer
  const isFree = strategy === 'oidc' || checked === own || checked === present || env().demo
  const isDirectory =
    strategy === 'windowslive' && /^https:\/\/login\.microsoftonline\.com\/[\w.-]+\/v2\.0$/.test(checked)
  if (isFree || isDirectory) return checked
  throw invalid(
    'issuer',
    'This provider’s issuer cannot be chosen. For another one, make an OpenID Connect connection.',
  )
}

/** Anybody can have a directory there and choose the addresses in it, so this issuer cannot verify an enterprise’s. */
function isForEveryDirectory(issuer: string): boolean {
  const { hostname, pathname } = new URL(issuer)
  return (
    hostname === 'login.microsoftonline.com' && /^\/(common|organizations|consumers)(\/|$)/i.test(pathname)
  )
}

function parseText(
  text: string,
  { field, label, max }: { field: string; label: string; max: number },
): string {
  if (text === '') throw invalid(field, `${label} cannot be empty.`)
  if (text.length > max) throw invalid(field, `${label} can have at most ${max} characters.`)
  if (/[^\x21-\x7e]/.test(text)) throw invalid(field, `${label} cannot contain spaces or unusual characters.`)
  return text
}

function parseAuthentication(
  strategy: ProviderStrategy,
  method: ProviderOptions['clientAuthentication'],
): ProviderOptions['clientAuthentication'] {
  const checked = authentication.safeParse(method)
  if (!checked.success) throw invalid('client_authentication', 'There is no such way to authenticate.')
  if (strategy === 'github' && method !== 'client_secret_post')
    throw invalid('client_authentication', 'GitHub takes a client secret in the form only.')
  return checked.data
}

function parseScopes(strategy: ProviderStrategy, scopes: readonly string[]): string[] {
  const input = strategy === 'github' ? scopes : ['openid', ...scopes]
  const unique = [...new Set(input)]
  if (unique.length > 20) throw invalid('scopes', 'A connection can ask for at most 20 scopes.')
  for (const scope of unique) parseText(scope, { field: 'scopes', label: 'A scope', max: 200 })
  return unique
}

function parseClaims(
  base: ProviderOptions['claims'],
  input: Partial<ProviderOptions['claims']>,
): ProviderOptions['claims'] {
  const claims = { ...base, ...input }
  for (const name of Object.values(claims))
    parseText(name, { field: 'claims', label: 'A claim’s name', max: 200 })
  return claimNames.parse(claims)
}

function parseDomains(domains: readonly string[]): string[] {
  const unique = [...new Set(domains.map((domain) => domain.trim().toLowerCase()))]
  if (unique.length > 100) throw invalid('domains', 'A connection can have at most 100 domains.')
  for (const domain of unique) {
    if (
      domain.length > 253 ||
      !/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(domain)
    )
      throw invalid('domains', 'Each domain has to look like example.com.')
  }
  return unique
}

function parseEndpoints(
  base: ProviderOptions['endpoints'],
  input: NonNullable<OptionsInput['endpoints']>,
): NonNullable<ProviderOptions['endpoints']> {
  if (base === undefined || !env().demo)
    throw invalid('endpoints', 'This provider’s endpoints cannot be chosen.')
  const checked = endpoints.parse({ ...base, ...input })
  for (const url of Object.values(checked)) insist(parseProviderUrl(url, 'An endpoint'), 'endpoints')
  return checked
}

function invalid(field: string, sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field })
}
