import { invalid } from '@/lib/errors'
import { newId } from '@/lib/ids'
import {
  type Creator,
  insertConnection,
  type NewConnectionSettings,
  validateNewConnection,
} from './insert-connection'
import { auditedOptions, type OptionsInput, type ProviderOptions, validateOptions } from './provider-options'
import { createProviderKey, sealProviderSecret, validateClientSecret } from './provider-secret'
import { type Connection, isProviderStrategy } from './read-connection'

export interface NewConnection extends NewConnectionSettings {
  /** Of one whose redirect URI was shown before (connection-setup.ts). */
  id?: string | undefined
  strategy: string
  options: OptionsInput
  /** From the provider. Not needed with private_key_jwt, which uses a key that Foyer creates. */
  clientSecret?: string | undefined
}

/**
 * The tenant’s or, with an organization’s access, the organization’s own, which is enabled nowhere yet. Does not contact
 * the provider. @throws DomainError invalid, at the field; conflict at `name` and `show_as_button`, and for an eleventh own
 */
export async function createConnection(access: Creator, input: NewConnection): Promise<Connection> {
  const { id = newId('connection'), strategy } = input
  if (!isProviderStrategy(strategy)) throw invalid('strategy', 'This connection strategy does not exist.')
  const parsed = validateNewConnection(access, id, input)
  const validated = validateOptions(strategy, input.options)
  if (access.kind === 'organization') assertOwnConnection(strategy, validated)
  const { options, sealedSecret } = await withSecret(
    { tenantId: access.tenantId, connectionId: id },
    validated,
    input,
  )
  const { metadata = {}, ...settings } = parsed.settings
  const audited = {
    ...settings,
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...auditedOptions(options),
  }
  return insertConnection(access, { ...parsed, strategy, options, sealedSecret, audited, input })
}

async function withSecret(
  of: { tenantId: string; connectionId: string },
  options: ProviderOptions,
  { clientSecret }: NewConnection,
): Promise<{ options: ProviderOptions; sealedSecret: string }> {
  if (options.clientAuthentication !== 'private_key_jwt')
    return { options, sealedSecret: await sealProviderSecret(of, validateClientSecret(clientSecret)) }
  const { secret, publicKey } = await createProviderKey()
  return { options: { ...options, publicKey }, sealedSecret: await sealProviderSecret(of, secret) }
}

const google = 'https://accounts.google.com'

/**
 * What an organization may set up by itself. Anyone can have an account with Google, also with an address of the
 * organization’s domain, so only those of its Workspace count.
 * @throws DomainError invalid at `strategy`, `issuer`
 */
export function assertOwnConnection(strategy: string, { issuer, hostedDomain }: ProviderOptions): void {
  if (strategy !== 'oidc')
    throw invalid('strategy', 'This kind of connection cannot be an organization’s own.')
  if (new URL(issuer).origin === google && hostedDomain === undefined)
    throw invalid('issuer', 'For Google, choose Google Workspace and enter the domain of your Workspace.')
}
