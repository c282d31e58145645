import type { AnyAccess, AuditActor, OrganizationAccess, SystemAccess } from '../access'
import { inTransaction, type Locks } from './request-context'
import { writeEvents, type Event } from './events'
import { getLockedOrganization, type LockedOrganization } from './locked-organization'
import { emailRows, type OutgoingEmail } from './outgoing-mail'
import { openFor } from './open-read'
import type { Tx } from './prisma'
import { enqueue } from './queue'

/** What a change must say of itself; where nothing was written it says unchanged(). */
export interface ChangeResult<T> {
  result: T
  events: readonly [Event, ...Event[]] | 'unchanged' | 'bookkeeping'
  mails?: readonly OutgoingEmail[]
}

export function unchanged<T>(result: T): ChangeResult<T> {
  return { result, events: 'unchanged' }
}

/** For what the house keeps for its own running (a code, a key, an interaction) and nobody did. */
export function bookkeeping<T>(result: T): ChangeResult<T> {
  return { result, events: 'bookkeeping' }
}

export interface ChangeOptions {
  /** Ids of users and tenant roles that it alters: they are locked at once, in the order that everybody locks in. */
  users?: readonly string[]
  roles?: readonly string[]
  /** Why row security by kind of access does not apply, once the permission is checked. */
  bypassRowSecurity?: string
}

/** One transaction for all that is read. Within readTogether() it is the one that is open. */
export function read<T>(access: AnyAccess, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = openFor(access)
  return tx ? work(tx) : inTransaction(access, work)
}

/**
 * One transaction for a change, its audit events and its mails: all of them or none. What the caller’s permission rests
 * on is locked before it is checked, so it holds until the end. One that alters its organization or what somebody may
 * do there uses changeLocked().
 */
export function change<T>(
  access: AnyAccess,
  work: (tx: Tx) => Promise<ChangeResult<T>>,
  options: ChangeOptions = {},
): Promise<T> {
  return changeWith(access, work, locksOf(options))
}

/**
 * A change in an organization while nobody else changes anything there: its row is locked FOR UPDATE first of all.
 * @throws DomainError not_found when it is deleted
 */
export function changeLocked<T>(
  access: OrganizationAccess,
  work: (tx: Tx, organization: LockedOrganization) => Promise<ChangeResult<T>>,
  options: ChangeOptions = {},
): Promise<T> {
  const locked = async (tx: Tx) => await work(tx, await getLockedOrganization(tx, access))
  return changeWith(access, locked, { ...locksOf(options), organization: 'update' })
}

function changeWith<T>(
  access: AnyAccess,
  work: (tx: Tx) => Promise<ChangeResult<T>>,
  locks: Locks,
): Promise<T> {
  const changing = async (tx: Tx) => {
    const { result, events, mails = [] } = await work(tx)
    const rows = emailRows(mails)
    await writeEvents(tx, access, { events: typeof events === 'string' ? [] : events, mails: rows })
    await enqueue(
      tx,
      'mail',
      rows.map(({ id }) => ({ tenantId: access.tenantId, mailId: id })),
    )
    return result
  }
  return inTransaction(access, changing, locks)
}

function locksOf({ bypassRowSecurity: why, ...locks }: ChangeOptions): Locks {
  return { ...locks, as_system: why !== undefined }
}

/**
 * The one escape from row security by kind of access; still inside one tenant. Say why.
 * @param why a sentence for whoever greps
 */
export function bypassRowSecurity(why: string, tenantId: string, by?: AuditActor): SystemAccess {
  return { kind: 'system', tenantId, why, ...(by === undefined ? {} : { by }) }
}
