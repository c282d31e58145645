import type { OrganizationAccess, TenantAccess, TicketAccess } from '@/lib/access'
import { type ChangeResult, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, invalid } from '@/lib/errors'
import { isDeepStrictEqual } from 'node:util'
import { changesOf } from '../changes-of'
import { type FieldsInput, namesOf, parseFields } from '../fields'
import { assertDefaultLeft, assertDefaultLimit } from './sign-in-method-limits'
import { assertOwnConnection } from './create-connection'
import { trustOf } from './assert-trusted-provider'
import { trustAfterPart } from './confirm-provider'
import { changeConnections, lockConnection } from './lock-connection'
import { connectionFields } from './connection-fields'
import {
  auditedOptions,
  providerOptions,
  validateOptions,
  type ProviderOptions,
  type ProviderStrategy,
  type OptionsInput,
} from './provider-options'
import { validateClientSecret, createProviderKey, sealProviderSecret } from './provider-secret'
import { samlStrategy } from './saml-options'
import { isProviderStrategy, type Connection, untested } from './read-connection'

export interface ConnectionUpdate extends FieldsInput<typeof connectionFields> {
  id: string
  /** Cannot change: if given, name and strategy have to equal the present ones. */
  name?: string | undefined
  strategy?: string | undefined
  options?: OptionsInput | undefined
  clientSecret?: string | undefined
}

type Key = Awaited<ReturnType<typeof createProviderKey>> | undefined

export type ConnectionEditor =
  | TenantAccess<'update:connections'>
  | OrganizationAccess<'update:organization_connections'>
  | TicketAccess

/** @throws DomainError not_found; invalid, at the field; conflict at `issuer`, and for the tenant’s last one */
export async function updateConnection(
  access: ConnectionEditor,
  input: ConnectionUpdate,
): Promise<Connection> {
  // Creating a key takes time, so it is done before the row is locked.
  const key =
    input.options?.clientAuthentication === 'private_key_jwt' ? await createProviderKey() : undefined
  const work = async (tx: Tx) => {
    const connection = await lockConnection(tx, access, { id: input.id, least: 'limited' })
    return writeConnection(tx, access, { connection, input, key })
  }
  return changeConnections(access, work, {
    bypassRowSecurity: 'a connection is changed with a view to all users who sign in by it',
  })
}

interface Written {
  /** Locked. */
  connection: Connection
  input: ConnectionUpdate
  key?: Key
}

/** A part of a change that bypasses row security. @throws as updateConnection() */
export async function writeConnection(
  tx: Tx,
  access: ConnectionEditor,
  { connection, input, key }: Written,
): Promise<ChangeResult<Connection>> {
  const { tenantId } = access
  const { id } = input
  const settings = parseFields(connectionFields, input, undefined)
  assertSameNameAndStrategy(connection, input)
  const difference = changesOf(namesOf(connectionFields), connection, settings)
  await assertMayBeDefault(tx, connection, { tenantId, isDefault: difference.after.isDefault })
  const provider = await providerChanges(tx, access, { connection, input, key })
  await assertProviderCanChange(tx, tenantId, { connection, next: provider?.data.options })
  if (Object.keys(difference.after).length === 0 && !provider) return unchanged(connection)
  await tx.connection.update({
    where: { tenantId_id: { tenantId, id } },
    data: { ...difference.after, ...provider?.data },
  })
  const result: Connection = { ...connection, ...difference.after, ...provider?.result }
  const details = {
    before: { ...difference.before, ...provider?.before },
    after: { ...difference.after, ...provider?.after },
    ...(provider?.data.sealedSecret !== undefined && { secretChanged: true }),
  }
  const target = { kind: 'connection', id, name: result.displayName }
  return { result, events: [{ type: 'connection.changed', target, details }] }
}

async function assertMayBeDefault(
  tx: Tx,
  { id, organizationId }: Connection,
  { tenantId, isDefault }: { tenantId: string; isDefault: boolean | undefined },
): Promise<void> {
  if (isDefault === true && organizationId !== null)
    throw invalid('show_as_button', 'The connection of an organization cannot be a default one.')
  if (isDefault === true) await assertDefaultLimit(tx, tenantId)
  if (isDefault === false) await assertDefaultLeft(tx, tenantId, id)
}

function assertSameNameAndStrategy(present: Connection, { name, strategy }: ConnectionUpdate): void {
  if (name !== undefined && name !== present.name)
    throw invalid('name', 'The name of a connection never changes.')
  if (strategy !== undefined && strategy !== present.strategy)
    throw invalid('strategy', 'The strategy of a connection never changes.')
}

/** A subject is unique within one issuer only: a user of another issuer could sign in as a different user. */
async function assertProviderCanChange(
  tx: Tx,
  tenantId: string,
  { connection, next }: { connection: Connection; next: ProviderOptions | undefined },
): Promise<void> {
  const { id, strategy, options, organizationId } = connection
  if (next && organizationId !== null) assertOwnConnection(strategy, next)
  if (strategy !== 'oidc' || !next || next.issuer === options?.issuer) return
  if ((await tx.identity.count({ where: { tenantId, connectionId: id } })) === 0) return
  const sentence =
    'The issuer identifies the connection’s users. For another issuer, create another connection.'
  throw new DomainError('conflict', sentence, { field: 'issuer' })
}

async function providerChanges(tx: Tx, access: ConnectionEditor, { connection, input, key }: Written) {
  if (input.options === undefined && input.clientSecret === undefined) return null
  const { tenantId } = access
  const { id: connectionId } = connection
  const { strategy, present: stored } = providerOf(connection)
  const { trust: _, ...present } = stored
  const checked = validateOptions(strategy, input.options ?? {}, present)
  const secret = newSecret(checked, present, { clientSecret: input.clientSecret, key })
  const { publicKey: _key, ...withoutKey } = checked
  const options = secret ? { ...withoutKey, ...secret.options } : checked
  if (!secret && isDeepStrictEqual(options, present)) return null
  const sealed = secret && (await sealProviderSecret({ tenantId, connectionId }, secret.secret))
  const trusted = { ...options, ...(await trustAfter(tx, access, { connection, options })) }
  return {
    data: { options: trusted, ...untested, ...(sealed && { sealedSecret: sealed }) },
    result: { options: providerOptions.parse(trusted), ...untested },
    before: auditedOptions(present),
    after: auditedOptions(options),
  }
}

/** The caller’s, if other people can sign in: those of another issuer or Google Workspace, or by another claim. */
async function trustAfter(
  tx: Tx,
  access: ConnectionEditor,
  { connection, options: after }: { connection: Connection; options: ProviderOptions },
): Promise<Pick<ProviderOptions, 'trust'>> {
  const { id, organizationId, options: before } = connection
  const isSame = before?.issuer === after.issuer && before.hostedDomain === after.hostedDomain
  if (organizationId !== null && !isSame) return { trust: await trustOf(tx, access) }
  const present = before?.trust ? { trust: before.trust } : {}
  if (organizationId === null || access.kind === 'tenant' || !takesOtherAddress(before, after)) return present
  return { ...present, ...(await trustAfterPart(tx, access, id)) }
}

/** Users can set some claims themselves. */
function takesOtherAddress(before: ProviderOptions | null, { claims }: ProviderOptions): boolean {
  return before?.claims.email !== claims.email || before.claims.emailVerified !== claims.emailVerified
}

function providerOf({ strategy, options }: Connection): {
  strategy: ProviderStrategy
  present: ProviderOptions
} {
  if (options !== null && isProviderStrategy(strategy)) return { strategy, present: options }
  const sentence =
    strategy === samlStrategy
      ? 'A SAML connection has no settings of OpenID Connect.'
      : 'This sign-in method has no provider to set up.'
  throw invalid('options', sentence)
}

function newSecret(
  { clientAuthentication }: ProviderOptions,
  present: ProviderOptions,
  { clientSecret, key }: { clientSecret: string | undefined; key: Key },
) {
  const wasKey = present.clientAuthentication === 'private_key_jwt'
  if (clientAuthentication === 'private_key_jwt') {
    if (wasKey || !key) return null
    return { secret: key.secret, options: { publicKey: key.publicKey } }
  }
  if (clientSecret === undefined && !wasKey) return null
  return { secret: validateClientSecret(clientSecret), options: {} }
}
