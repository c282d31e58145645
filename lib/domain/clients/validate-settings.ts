import type { Event } from '@/lib/db/events'
import { invalid } from '@/lib/errors'
import { parseFields, withoutUndefined } from '../fields'
import type { AppType } from './app-type'
import { type ClientField, clientFields, type ClientSettings } from './client-fields'
import { validateKeys, type KeyInput } from './public-keys'

/** Undefined: unchanged, or the initial value for a new application. */
export type ClientInput = {
  [K in Exclude<keyof ClientSettings, 'keys' | 'metadata'>]?: ClientSettings[K] | undefined
} & {
  /** Merged with the current metadata; null removes a property. */
  metadata?: Readonly<Record<string, string | null>> | undefined
  keys?: readonly KeyInput[] | undefined
}

/** The caller checks the default organization. @throws DomainError invalid, at Auth0’s property name */
export async function validateSettings(
  input: ClientInput,
  present?: ClientSettings,
): Promise<ClientSettings> {
  const { keys, metadata = {}, ...given } = input
  const base = present ?? initialSettings(given.appType ?? 'regular_web')
  const merged = {
    ...base,
    ...withoutUndefined(given),
    ...(await authenticationOf({ keys, method: given.tokenEndpointAuthMethod }, base)),
    metadata: mergeMetadata(base.metadata, metadata),
  }
  const settings = parseFields(clientFields, merged, merged.appType)
  assertConsistent(settings)
  return settings
}

function initialSettings(appType: AppType): ClientSettings
function initialSettings(appType: AppType): unknown {
  const values = Object.entries(clientFields).map(([name, { initial, initialByType }]): [string, unknown] => [
    name,
    initialByType?.[appType] ?? initial,
  ])
  return { ...Object.fromEntries(values), appType }
}

type Authentication = Pick<ClientSettings, 'tokenEndpointAuthMethod' | 'keys'>

async function authenticationOf(
  input: {
    keys: readonly KeyInput[] | undefined
    method: Authentication['tokenEndpointAuthMethod'] | undefined
  },
  base: ClientSettings,
): Promise<Authentication> {
  const { keys, method = keys ? 'private_key_jwt' : base.tokenEndpointAuthMethod } = input
  if (keys) {
    if (method !== 'private_key_jwt')
      throw invalid(
        'client_authentication_methods',
        'An application authenticates with keys or with token_endpoint_auth_method, not both.',
      )
    return { tokenEndpointAuthMethod: method, keys: await validateKeys(keys, base.keys) }
  }
  if (method !== 'private_key_jwt') return { tokenEndpointAuthMethod: method, keys: [] }
  if (base.keys.length === 0)
    throw invalid('client_authentication_methods', 'private_key_jwt needs a public key of the application.')
  return { tokenEndpointAuthMethod: method, keys: base.keys }
}

function mergeMetadata(
  present: ClientSettings['metadata'],
  input: Readonly<Record<string, string | null>>,
): ClientSettings['metadata'] {
  const merged = Object.entries({ ...present, ...input })
  return Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== null))
}

function assertConsistent(settings: ClientSettings): void {
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

/** Only names of metadata and thumbprints of keys. */
export function auditedSettings(settings: Partial<ClientSettings>): NonNullable<Event['details']>
export function auditedSettings(settings: object): unknown {
  const fields: Record<string, ClientField> = clientFields
  const audited = Object.entries(settings).map(([name, value]: [string, unknown]): [string, unknown] => [
    name,
    fields[name]?.audited?.(value) ?? value,
  ])
  return Object.fromEntries(audited)
}
