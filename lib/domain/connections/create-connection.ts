import type { OrganizationAccess, TenantAccess, TicketAccess } from '@/lib/access'
import { isUniqueViolation } from '@/lib/db/request-context'
import { DomainError, invalid } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { type FieldsInput, initialOf, parseFields, withoutUndefined } from '../fields'
import { noteConnectionOfTicket } from '../sso-tickets/note-connection-of-ticket'
import { parseInput } from '../text/parse-input'
import { assertDefaultLimit } from './assert-default-limit'
import { assertOwnConnection } from './assert-own-connection'
import { trustOf } from './assert-trusted-provider'
import { alreadyCreated, assertOwnLimit } from './own-limit'
import { changeConnections } from './change-connections'
import { connectionFields, connectionName } from './connection-fields'
import { auditedOptions, validateOptions, type ProviderOptions, type OptionsInput } from './provider-options'
import { validateClientSecret, createProviderKey, sealProviderSecret } from './provider-secret'
import { type Connection, isProviderStrategy, ownerOf, readConnection } from './read-connection'
import { type FirstUse, setFirstUse } from './set-first-use'

export interface NewConnection extends FieldsInput<typeof connectionFields> {
  /** Of one whose redirect URI was shown before (connection-setup.ts). */
  id?: string | undefined
  /** 1 to 128 letters, digits and dashes, never changed later. An organization’s own is named by its id unless given. */
  name?: string | undefined
  strategy: string
  displayName: string
  options: OptionsInput
  /** From the provider. Not needed with private_key_jwt, which uses a key that Foyer creates. */
  clientSecret?: string | undefined
  /** Of an organization’s own. */
  use?: FirstUse | undefined
}

type Creator =
  | TenantAccess<'create:connections'>
  | OrganizationAccess<'create:organization_connections'>
  | TicketAccess

/**
 * The tenant’s or, with an organization’s access, the organization’s own, which is enabled nowhere yet. Does not contact
 * the provider. @throws DomainError invalid, at the field; conflict at `name` and `show_as_button`, and for an eleventh own
 */
export async function createConnection(access: Creator, input: NewConnection): Promise<Connection> {
  const { id = newId('connection') } = input
  const { tenantId } = access
  const organizationId = ownerOf(access)
  const { name, strategy, ...given } = parse(
    input,
    organizationId === null ? input.name : (input.name ?? id.replace('_', '-')),
  )
  if (organizationId !== null) assertOwnConnection(strategy, given.options)
  const { options, sealedSecret } = await withSecret({ tenantId, connectionId: id }, given.options, input)
  const settings = { ...initialOf(connectionFields), ...given.settings }
  try {
    return await changeConnections(access, async (tx) => {
      if (settings.isDefault) await assertDefaultLimit(tx, tenantId)
      if (access.kind === 'organization') await assertOwnLimit(tx, access)
      const trusted = organizationId === null ? options : { ...options, trust: await trustOf(tx, access) }
      await noteConnectionOfTicket(tx, access, id)
      const connectionOf = { id, name, strategy, organizationId, ...settings, options: trusted, sealedSecret }
      await tx.connection.create({ data: connectionOf })
      const used = await setFirstUse(tx, access, { id, name: settings.displayName, use: input.use })
      const connection = await readConnection(tx, tenantId, id)
      const { metadata = {}, ...others } = settings
      const after = {
        name,
        strategy,
        ...others,
        ...(Object.keys(metadata).length > 0 && { metadata }),
        ...auditedOptions(options),
      }
      const target = { kind: 'connection', id, name: connection.displayName }
      return {
        result: connection,
        events: [{ type: 'connection.created', target, details: { after } }, ...used],
      }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw organizationId === null || input.name !== undefined ? nameTaken() : alreadyCreated()
  }
}

export function nameTaken(): DomainError {
  return new DomainError('conflict', 'A connection with this name already exists.', { field: 'name' })
}

function parse(input: NewConnection, named: string | undefined) {
  const { strategy } = input
  if (!isProviderStrategy(strategy)) {
    throw invalid('strategy', 'This connection strategy does not exist.')
  }
  const name = parseInput(connectionName, named, 'name')
  const { displayName, ...settings } = parseFields(connectionFields, input, undefined)
  return {
    name,
    strategy,
    settings: { ...withoutUndefined(settings), displayName },
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
