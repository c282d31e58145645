import type { AnyAccess, Caller, OrganizationAccess } from '../access'
import { DomainError, isNotFound, notFound, notHeld, otherNetwork, signInAgain } from '../errors'
import { addressOf } from '../network-of'
import { noteRefused } from '../request-state'
import { fromDatabase, sqlState } from './database-error'
import { currentOrigin } from './events'
import { heldLeases } from './lease'
import type { Tx } from './prisma'
import { runTransaction } from './run-transaction'

/** Besides the rows that the caller’s permission depends on. */
interface Locks {
  /** FOR UPDATE instead of FOR SHARE. */
  organization?: 'update'
  /** Ids of the users and tenant roles that the change alters. */
  users?: readonly string[]
  roles?: readonly string[]
  /** By their ids in a directory: the users of these, and the members of these groups, as `users`. */
  directoryUsers?: readonly string[]
  directoryGroups?: readonly string[]
  /** Row security by kind of access ends once the permission is checked. */
  as_system?: boolean
}

/** The access of the transaction in which each `not_found` was thrown. */
const accesses = new WeakMap<Error, AnyAccess>()

/** Whether a transaction of this access found something else absent: the access itself was checked then. */
export function isAbsentFor(access: OrganizationAccess, error: unknown): boolean {
  const by = error instanceof Error ? accesses.get(error) : undefined
  return by?.kind === 'organization' && by.organizationId === access.organizationId
}

const attempts = 3
/** Deadlock, serialization failure, and a foreign key to a row deleted meanwhile: a retry sees the result. */
const collisions = new Set(['40P01', '40001', '23503'])

/** By SQLSTATE: errors of begin_request, a lock timeout and a statement timeout. */
const refusals: Record<string, () => DomainError> = {
  FY401: signInAgain,
  FY403: notHeld,
  FY404: notFound,
  FY406: otherNetwork,
  FY409: leaseLost,
  '55P03': waitedTooLong,
  '57014': tookTooLong,
}

export interface Conditions {
  /** Null: nothing is changed. */
  locks?: Locks | null
  /** PostgreSQL plans each prepared statement once, not for the values of each request. By default in changes of a caller. */
  keepsPlans?: boolean
  /** A change waits for the answer about its caller, since not all of its work is in the database. */
  waitsForCaller?: boolean
}

/** The database checks the access. Retries only collisions, which roll back. @throws DomainError unavailable */
export async function inTransaction<T>(
  access: AnyAccess,
  work: (tx: Tx) => Promise<T>,
  conditions: Conditions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const state = { isOutcomeUnknown: false }
    const workThenCommit = async (tx: Tx) => {
      await begin(tx, access, conditions)
      const result = await work(tx)
      state.isOutcomeUnknown = true
      return result
    }
    try {
      return await runTransaction(workThenCommit, () => (state.isOutcomeUnknown = false))
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal) throw refusal
      if (isNotFound(error)) accesses.set(error, access)
      const collided = collisions.has(sqlState(error) ?? '')
      if (!collided || attempt >= attempts) throw fromDatabase(error, state)
    }
  }
}

export function refusalOf(error: unknown): DomainError | null {
  const state = sqlState(error)
  return (state === null ? undefined : refusals[state])?.() ?? null
}

/** Earlier transactions of the request may have been committed. */
function leaseLost(): DomainError {
  const sentence = 'The request was interrupted. Look at what is there before you try again.'
  return new DomainError('conflict', sentence, { isOutcomeUnknown: true })
}

function waitedTooLong(): DomainError {
  return tooMany('Someone else is changing this. Try again in a moment.')
}

function tookTooLong(): DomainError {
  return tooMany('The request took too long. Ask for less, or try again in a moment.')
}

/** A page can report this only by its status. */
function tooMany(sentence: string): DomainError {
  const retryAfter = 5
  noteRefused({ status: 429, retryAfter })
  return new DomainError('too_many', sentence, { retryAfter })
}

async function begin(tx: Tx, access: AnyAccess, conditions: Conditions): Promise<void> {
  const isChecked = access.kind !== 'system' && access.kind !== 'public'
  const { locks = null, keepsPlans = locks !== null && isChecked, waitsForCaller = true } = conditions
  const context = contextText(access, { locks: locks ?? {}, keepsPlans })
  if (locks === null) return beginRead(tx, context)
  await assertLeases(tx)
  if (isChecked && waitsForCaller) await tx.$executeRaw`SELECT foyer.begin_change(${context}::jsonb)`
  else await tx.$executeRaw`/* sent ahead */ SELECT foyer.begin_change(${context}::jsonb)`
}

async function beginRead(tx: Tx, context: string): Promise<void> {
  await tx.$executeRaw`/* sent ahead */ SELECT foyer.begin_request(${context}::jsonb)`
}

async function assertLeases(tx: Tx): Promise<void> {
  for (const { key, holder } of heldLeases())
    await tx.$executeRaw`/* sent ahead */ SELECT foyer.assert_lease(${key}, ${holder})`
}

/** For a function that begins the request and reads, in one statement. */
export function readingContext(access: AnyAccess): string {
  return contextText(access, { locks: {}, keepsPlans: false })
}

function contextText(access: AnyAccess, of: { locks: Locks; keepsPlans: boolean }): string {
  return JSON.stringify({ ...contextOf(access), ip: requestAddress(), ...of })
}

/** Of the current request, as foyer.request_address reads it; empty if it is not known. */
export function requestAddress(): string {
  return addressOf(currentOrigin().ip ?? '') ?? ''
}

/** As foyer.begin_request reads it. `why` is for PostgreSQL’s log. */
function contextOf(access: AnyAccess): object {
  const { kind, tenantId: tenant } = access
  if (kind === 'system') return { kind, tenant, why: access.why }
  if (kind === 'public') return { kind, tenant, subject: access.subject }
  if (kind === 'self') return { kind, tenant, needed: [], ...callerOf(access) }
  const { caller } = access
  // foyer.client_permissions returns the scopes beside the permissions.
  const needed = [...access.needed, ...('neededScopes' in caller ? caller.neededScopes : [])]
  const context = { kind, tenant, needed, ...callerOf(caller) }
  if (kind === 'tenant') return context
  return { ...context, kind: access.isTenantLevel ? 'tenant' : kind, organization: access.organizationId }
}

/** For foyer.authorize_caller. */
export function callerOf(caller: Caller): { user: string | null; caller: object } {
  if ('sessionId' in caller) return { user: caller.userId, caller: { session: caller.sessionId } }
  if ('directoryId' in caller)
    return { user: null, caller: { directory: caller.directoryId, token: caller.tokenId } }
  if ('neededScopes' in caller)
    return { user: null, caller: { client: caller.clientId, myOrganization: caller.permissionsByScope } }
  if ('ssoTicketId' in caller)
    return { user: null, caller: { ssoTicket: caller.ssoTicketId, connection: caller.connectionId } }
  const { scopes } = caller
  return 'clientId' in caller
    ? { user: null, caller: { client: caller.clientId, scopes } }
    : { user: caller.userId, caller: { authorization: caller.authorizationId, scopes } }
}

/** From here on, a transaction of the system sees what the organization’s own access sees, and no more. */
export async function seeAsOrganization(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`/* sent ahead */
    SELECT set_config('app.kind', 'organization', true), set_config('app.organization_id', ${organizationId}, true)`
}

/** For a change at tenant level that goes on in the organization it has created. */
export async function setOrganization(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`/* sent ahead */ SELECT set_config('app.organization_id', ${organizationId}, true)`
}

export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505'
}

/** For catch(): what to throw instead of a unique violation. */
export function onUniqueViolation(instead: () => Error): (error: unknown) => never {
  return (error) => {
    throw isUniqueViolation(error) ? instead() : error
  }
}
