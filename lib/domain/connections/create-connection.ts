import { z } from 'zod'
import type { TenantAccess } from '@/lib/access'
import { isUniqueViolation } from '@/lib/db/request-context'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { abortWith } from '../text/abort-with'
import { parseInput } from '../text/parse-input'
import { displayName } from '../text/display-name'
import { assertDefaultLimit } from './assert-default-limit'
import {
  validateOptions,
  type ProviderOptions,
  type ProviderStrategy,
  type OptionsInput,
} from './provider-options'
import { validateClientSecret, createProviderKey, sealProviderSecret } from './provider-secret'
import { type Connection, isProviderStrategy, readConnection } from './read-connection'

export interface NewConnection {
  /** 1 to 128 letters, digits and dashes, never changed later. */
  name: string
  strategy: string
  /** Follows “Continue with” on the button. */
  displayName: string
  isDefault?: boolean | undefined
  metadata?: Record<string, string> | undefined
  options: OptionsInput
  /** From the provider. Not needed with private_key_jwt, which uses a key that Foyer creates. */
  clientSecret?: string | undefined
}

/** Does not contact the provider. @throws DomainError invalid, at the field; conflict at `name` and `show_as_button` */
export async function createConnection(
  access: TenantAccess<'create:connections'>,
  input: NewConnection,
): Promise<Connection> {
  const id = newId('connection')
  const { tenantId } = access
  const settings = parseSettings(input)
  const { options, sealedSecret } = await withSecret({ tenantId, connectionId: id }, settings.options, input)
  try {
    return await change(access, async (tx) => {
      if (settings.isDefault) await assertDefaultLimit(tx, tenantId)
      await tx.connection.create({ data: { id, ...settings, options, sealedSecret } })
      const { name, strategy, displayName, isDefault, metadata } = settings
      const after = {
        name,
        strategy,
        displayName,
        isDefault,
        ...(Object.keys(metadata).length > 0 && { metadata }),
        ...audited(options),
      }
      return {
        result: await readConnection(tx, tenantId, id),
        events: [
          {
            type: 'connection.created',
            target: { kind: 'connection', id, name: displayName },
            details: { after },
          },
        ],
      }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('conflict', 'A connection with this name already exists.', { field: 'name' })
  }
}

export function audited({
  issuer,
  clientId,
  clientAuthentication,
  scopes,
  claims,
  domains,
  offeredToOrganizations,
}: ProviderOptions) {
  const settings = { issuer, clientId, clientAuthentication, scopes, claims, domains }
  return offeredToOrganizations === undefined ? settings : { ...settings, offeredToOrganizations }
}

function parseSettings(input: NewConnection) {
  const { strategy } = input
  if (!isProviderStrategy(strategy)) {
    throw new DomainError('invalid', 'This connection strategy does not exist.', { field: 'strategy' })
  }
  return {
    name: parseInput(connectionName, input.name, 'name'),
    strategy: strategy satisfies ProviderStrategy,
    displayName: parseInput(connectionDisplayName, input.displayName, 'display_name'),
    isDefault: input.isDefault ?? false,
    metadata: input.metadata ?? {},
    options: validateOptions(strategy, input.options),
  }
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

export const connectionName = z
  .string()
  .max(128, abortWith('Name can have at most 128 characters.'))
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/i,
    'Name can have only letters, digits and single hyphens, such as acme-okta.',
  )

export const connectionDisplayName = displayName({ label: 'Display name', max: 128 })
