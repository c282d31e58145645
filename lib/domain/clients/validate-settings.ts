import { DomainError } from '@/lib/errors'
import { displayName, shortDescription } from '../text/display-name'
import { parseInput } from '../text/parse-input'
import { callbackUrl, originUrl, pageUrl } from './client-url'
import { validateKeys, type KeyInput } from './public-keys'
import type { AppType, ClientSettings } from './read-client'

/** What is left out, or undefined, is the kind’s own, or stays as it was. */
export type ClientInput = {
  [K in Exclude<keyof ClientSettings, 'keys' | 'metadata'>]?: ClientSettings[K] | undefined
} & {
  /** Merged; null takes one away. */
  metadata?: Readonly<Record<string, string | null>> | undefined
  /** With them, the application proves itself by its own private key. */
  keys?: readonly KeyInput[] | undefined
}

/**
 * The settings of a new application, or of an old one with what is given changed. Whether its default organization
 * exists is for the transaction to say.
 * @throws DomainError invalid, at the field that is wrong
 */
export async function validateSettings(
  input: ClientInput,
  present?: ClientSettings,
): Promise<ClientSettings> {
  const { keys, metadata, ...given } = input
  const base = present ?? defaultsFor(given.appType ?? 'regular_web')
  const merged = { ...base, ...withoutUndefined(given) }
  const settings = {
    ...merged,
    ...(await judgeProof({ keys, method: given.tokenEndpointAuthMethod }, base)),
    ...judgeTexts(merged),
    ...judgeUrls(merged),
    metadata: mergeMetadata(base.metadata, metadata ?? {}),
    grantTypes: unique(merged.grantTypes),
    organizationDiscoveryMethods: judgeDiscovery(merged.organizationDiscoveryMethods),
  }
  judgeTogether(settings)
  return settings
}

/** What an application of this kind has where nothing is said. */
function defaultsFor(appType: AppType): ClientSettings {
  const isMachine = appType === 'non_interactive'
  const isPublic = appType === 'native' || appType === 'spa'
  return {
    name: '',
    description: '',
    logoUri: null,
    appType,
    metadata: {},
    keys: [],
    grantTypes: isMachine ? ['client_credentials'] : ['authorization_code', 'refresh_token'],
    tokenEndpointAuthMethod: isPublic ? 'none' : 'client_secret_post',
    redirectUris: [],
    logoutUrls: [],
    allowedOrigins: [],
    webOrigins: [],
    initiateLoginUri: null,
    organizationUsage: 'deny',
    organizationRequireBehavior: 'no_prompt',
    defaultOrganizationId: null,
    organizationDiscoveryMethods: ['email', 'organization_name'],
    refreshIdleSeconds: 1_296_000,
    refreshAbsoluteSeconds: 2_592_000,
    idTokenSeconds: 36_000,
    requirePkce: true,
  }
}

const clientName = displayName({ label: 'Name', max: 200 })

function judgeTexts({ name, description }: ClientSettings) {
  const checked = parseInput(shortDescription, description, 'description')
  if (Array.from(checked).length > 140)
    throw invalid('description', 'Description can have at most 140 characters.')
  return { name: parseInput(clientName, name, 'name'), description: checked }
}

function judgeUrls(settings: ClientSettings) {
  const { appType, redirectUris, logoutUrls, allowedOrigins, webOrigins, initiateLoginUri, logoUri } =
    settings
  const [callback, origin] = [callbackUrl(appType), originUrl(appType)]
  const each = (texts: readonly string[], field: string, url: typeof callback) =>
    unique(texts.map((text) => parseInput(url, text, field)))
  return {
    redirectUris: each(redirectUris, 'callbacks', callback),
    logoutUrls: each(logoutUrls, 'allowed_logout_urls', callback),
    allowedOrigins: each(allowedOrigins, 'allowed_origins', origin),
    webOrigins: each(webOrigins, 'web_origins', origin),
    initiateLoginUri:
      initiateLoginUri === null ? null : parseInput(pageUrl, initiateLoginUri, 'initiate_login_uri'),
    logoUri: logoUri === null ? null : parseInput(pageUrl, logoUri, 'logo_uri'),
  }
}

type Proof = Pick<ClientSettings, 'tokenEndpointAuthMethod' | 'keys'>

/** How it proves itself: by keys where keys are given, and else by the method; one shuts the other out. */
async function judgeProof(
  {
    keys,
    method,
  }: { keys: readonly KeyInput[] | undefined; method: Proof['tokenEndpointAuthMethod'] | undefined },
  base: ClientSettings,
): Promise<Proof> {
  if (keys !== undefined) {
    if (method !== undefined && method !== 'private_key_jwt')
      throw invalid(
        'client_authentication_methods',
        'An application authenticates with keys or with token_endpoint_auth_method, not both.',
      )
    return { tokenEndpointAuthMethod: 'private_key_jwt', keys: await validateKeys(keys, base.keys) }
  }
  const input = method ?? base.tokenEndpointAuthMethod
  if (input !== 'private_key_jwt') return { tokenEndpointAuthMethod: input, keys: [] }
  if (base.keys.length === 0)
    throw invalid('client_authentication_methods', 'private_key_jwt needs a public key of the application.')
  return { tokenEndpointAuthMethod: input, keys: base.keys }
}

function mergeMetadata(
  present: ClientSettings['metadata'],
  input: Readonly<Record<string, string | null>>,
): ClientSettings['metadata'] {
  const merged = Object.entries({ ...present, ...input }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  )
  if (merged.length > 10) throw invalid('client_metadata', 'client_metadata can have at most 10 properties.')
  if (merged.some((entry) => entry.some((text) => text.length > 255)))
    throw invalid('client_metadata', 'Keys and values of client_metadata can have at most 255 characters.')
  return Object.fromEntries(merged)
}

function judgeDiscovery(methods: ClientSettings['organizationDiscoveryMethods']) {
  if (methods.length > 0) return unique(methods)
  throw invalid('organization_discovery_methods', 'At least one way to find an organization is required.')
}

function judgeTogether(settings: ClientSettings): void {
  const { grantTypes, tokenEndpointAuthMethod, refreshIdleSeconds, refreshAbsoluteSeconds } = settings
  if (grantTypes.includes('client_credentials') && tokenEndpointAuthMethod === 'none')
    throw invalid(
      'grant_types',
      'Only an application that authenticates can use client_credentials: set a token_endpoint_auth_method.',
    )
  if (!settings.requirePkce && tokenEndpointAuthMethod === 'none')
    throw invalid('require_pkce', 'Only an application that authenticates can be exempt from PKCE.')
  if (refreshIdleSeconds > refreshAbsoluteSeconds)
    throw invalid('refresh_token', 'idle_token_lifetime cannot be longer than token_lifetime.')
}

function withoutUndefined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> }
function withoutUndefined(given: object): unknown {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}

function invalid(field: string, sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field })
}

/** What the audit says of an application’s settings: of metadata the names, of keys their thumbprints. */
export function auditedSettings({ metadata, keys, ...rest }: Partial<ClientSettings>) {
  return {
    ...rest,
    ...(metadata === undefined ? {} : { metadata: Object.keys(metadata).sort() }),
    ...(keys === undefined ? {} : { keys: keys.map(({ kid }) => kid) }),
  }
}
