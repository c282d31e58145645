import type { Actor, OrganizationAccess, TenantAccess, TicketAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { sql } from '@/lib/db/sql'
import { eventsIn } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { type FieldsInput, initialOf, parseFields, withoutUndefined } from '../fields'
import { authorizedCaller, type CallerStatus, reauthorize, rememberCaller } from '../reauthorize'
import { parseInput } from '../text/parse-input'
import { insertOrganizationConnection } from './add-organization-connection'
import { trustOf } from './assert-trusted-provider'
import { connectionFields, connectionName } from './connection-fields'
import { assertOfTicket, changeConnections } from './lock-connection'
import { setFirstDomains } from './provider-domains'
import type { ProviderOptions } from './provider-options'
import { type Connection, ownerOf, readConnection } from './read-connection'
import { type SamlOptions, samlStrategy } from './saml-options'
import { assertDefaultLimit, maxConnections } from './sign-in-method-limits'

export type Creator =
  | TenantAccess<'create:connections'>
  | OrganizationAccess<'create:organization_connections'>
  | TicketAccess

/** What every new connection has, of whatever kind. */
export interface NewConnectionSettings extends FieldsInput<typeof connectionFields> {
  /** 1 to 128 letters, digits and dashes, never changed later. An organization’s own is named by its id unless given. */
  name?: string | undefined
  displayName: string
  /** Of an organization’s own. */
  use?: FirstUse | undefined
}

/** How an organization uses its own connection from the beginning. */
export interface FirstUse {
  /** Null: neither enabled nor prepared. */
  settings: { isEnabled: boolean; showAsButton: boolean; assignMembershipOnLogin: boolean } | null
  /** Verified ones, whose people are sent there. */
  domains: readonly string[]
}

/** @throws DomainError invalid, at the field */
export function validateNewConnection(access: Creator, id: string, input: NewConnectionSettings) {
  const ownName = ownerOf(access) === null ? undefined : id.replace('_', '-')
  const name = parseInput(connectionName, input.name ?? ownName, 'name')
  const { displayName, ...settings } = parseFields(connectionFields, input, undefined)
  return {
    id,
    name,
    settings: { ...initialOf(connectionFields), ...withoutUndefined(settings), displayName },
  }
}

interface InsertedConnection extends ReturnType<typeof validateNewConnection> {
  strategy: string
  options: ProviderOptions | SamlOptions
  sealedSecret: string
  /** What the audit event says beside name and strategy. */
  audited: NonNullable<Event['details']>
  input: Pick<NewConnectionSettings, 'name' | 'use'>
}

/** @throws DomainError as createConnection() */
export function insertConnection(access: Creator, inserted: InsertedConnection): Promise<Connection> {
  const { id, name, settings, strategy, options, sealedSecret, audited, input } = inserted
  const { tenantId } = access
  const organizationId = ownerOf(access)
  return changeConnections(access, async (tx) => {
    if (settings.isDefault) await assertDefaultLimit(tx, tenantId)
    if (access.kind === 'organization') await assertOwnLimit(tx, access)
    const isTrusted = organizationId !== null || strategy === samlStrategy
    const trusted = isTrusted ? { ...options, trust: await trustOf(tx, access) } : options
    await noteConnectionOfTicket(tx, access, id)
    await tx.connection.create({
      data: { id, name, strategy, organizationId, ...settings, options: trusted, sealedSecret },
    })
    const used = await setFirstUse(tx, access, { id, name: settings.displayName, use: input.use })
    const result = await readConnection(tx, tenantId, id)
    const target = { kind: 'connection', id, name: result.displayName }
    const details = { after: { name, strategy, ...audited } }
    return { result, events: [{ type: 'connection.created', target, details }, ...used] }
  }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error
    throw organizationId === null || input.name !== undefined ? connectionNameTaken() : alreadyCreated()
  })
}

/** @throws as insertOrganizationConnection(); DomainError invalid at `domains`; not_yours_to_give at `domains` */
async function setFirstUse(
  tx: Tx,
  access: TenantAccess | OrganizationAccess,
  { id, name, use }: { id: string; name: string; use: FirstUse | undefined },
): Promise<readonly Event[]> {
  if (!use || access.kind !== 'organization') return []
  const { settings, domains } = use
  const used =
    settings && (await insertOrganizationConnection(tx, access, { id, ifPresent: 'conflict', ...settings }))
  const ofSettings = used ? eventsIn(used) : []
  if (domains.length === 0) return ofSettings
  await assertMayChange(tx, access)
  return [...ofSettings, await setFirstDomains(tx, access, { id, name, domains })]
}

/** Domains are a change, for which the permission to create is not enough. */
async function assertMayChange(tx: Tx, access: OrganizationAccess): Promise<void> {
  const { permissions } = await reauthorize(tx, access)
  if (permissions.has('update:organization_connections')) return
  throw new DomainError('not_yours_to_give', 'You may connect it, but not change its domains.', {
    field: 'domains',
  })
}

/** With the status of the caller, for what is read next. @throws DomainError not_found; conflict for an eleventh own */
async function assertOwnLimit(tx: Tx, access: OrganizationAccess): Promise<void> {
  const { tenantId, organizationId } = access
  const [found] = await tx.$queryRaw<[CallerStatus & { count: number; detached: number }]>(sql`
    SELECT a.refusal, a.permissions AS held, a.grantable, own.count, own.detached
    FROM ${authorizedCaller(access)} a, (
      SELECT count(*)::int AS count, count(c.detached_at)::int AS detached FROM connections c
      WHERE c.tenant_id = ${tenantId} AND c.organization_id = ${organizationId}) own`)
  const { count, detached, ...status } = found
  rememberCaller(tx, access, status)
  if (count < maxConnections) return
  throw new DomainError('conflict', limitReached(count - detached, detached))
}

/** People of the organization do not see those that they detached. */
function limitReached(visible: number, detached: number): string {
  const most = `An organization can have at most ${maxConnections} identity providers of its own`
  if (detached === 0) return `${most}. Delete another one first.`
  const way =
    visible === 0
      ? 'Ask the operator of this portal to delete one that was detached.'
      : 'Delete another one first, or ask the operator of this portal to delete one that was detached.'
  return `${most}, including detached ones. ${way}`
}

export function connectionNameTaken(): DomainError {
  return new DomainError('conflict', 'A connection with this name already exists.', { field: 'name' })
}

function alreadyCreated(): DomainError {
  const sentence = 'This identity provider was already added. Open it under Sign-in methods.'
  return new DomainError('conflict', sentence)
}

/**
 * The holder of a ticket creates one connection, once. Until it is there, the ticket counts as ended. Does nothing for other
 * callers. @throws DomainError not_found for another one; conflict if it was created before
 */
async function noteConnectionOfTicket(tx: Tx, access: Actor, connectionId: string): Promise<void> {
  const { tenantId, caller } = access
  if (!('ssoTicketId' in caller)) return
  assertOfTicket(access, connectionId)
  const noted = await tx.$executeRaw`
    UPDATE sso_tickets SET connected_at = now()
    WHERE tenant_id = ${tenantId} AND id = ${caller.ssoTicketId} AND connected_at IS NULL`
  if (noted > 0) return
  const sentence = 'The identity provider was already added with this link. Load the page again.'
  throw new DomainError('conflict', sentence)
}
