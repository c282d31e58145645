import type { AnyAccess, AuditActor, OrganizationAccess, SystemAccess } from '../access'
import { inTransaction, type Conditions } from './request-context'
import { writeEvents, type Event } from './events'
import { emailRows, type OutgoingEmail } from './outgoing-mail'
import { openFor } from './open-read'
import type { Tx } from './prisma'
import { enqueue } from './queue'

export interface ChangeResult<T> {
  result: T
  events: readonly [Event, ...Event[]] | 'unchanged' | 'bookkeeping'
  mails?: readonly OutgoingEmail[]
}

export function unchanged<T>(result: T): ChangeResult<T> {
  return { result, events: 'unchanged' }
}

/** With any number of events, also none. */
export function withEvents<T>(
  result: T,
  events: readonly Event[],
  mails: readonly OutgoingEmail[] = [],
): ChangeResult<T> {
  const [first, ...others] = events
  return first ? { result, events: [first, ...others], mails } : unchanged(result)
}

/** For rows without an audit event, such as a code, a key or an interaction. */
export function bookkeeping<T>(result: T): ChangeResult<T> {
  return { result, events: 'bookkeeping' }
}

/** Of a part of a change. */
export function eventsIn({ events }: Pick<ChangeResult<unknown>, 'events'>): readonly Event[] {
  return typeof events === 'string' ? [] : events
}

export interface ChangeOptions {
  /** Ids of users and tenant roles that it alters: locked first, in the same order everywhere. */
  users?: readonly string[]
  roles?: readonly string[]
  /** Locked as `users`: those that are these users of a directory, by their ids there, and the members of these groups. */
  directoryUsers?: readonly string[]
  directoryGroups?: readonly string[]
  /** Why row security by kind of access does not apply once the permission is checked. */
  bypassRowSecurity?: string
  /** The work begins with a statement, which is sent together with the question about the caller, and fails if they are refused. */
  beginsInDatabase?: boolean
}

/** Within readTogether() it uses the open transaction. `keepsPlans`: for statements that one plan fits. */
export function read<T>(
  access: AnyAccess,
  work: (tx: Tx) => Promise<T>,
  { keepsPlans = false }: { keepsPlans?: boolean } = {},
): Promise<T> {
  const tx = openFor(access)
  return tx ? work(tx) : inTransaction(access, work, { keepsPlans })
}

/** With its audit events and emails. Rows that the permission depends on are locked before it is checked. */
export function change<T>(
  access: AnyAccess,
  work: (tx: Tx) => Promise<ChangeResult<T>>,
  options: ChangeOptions = {},
): Promise<T> {
  return changeWith(access, work, conditionsOf(options))
}

/** For changes of the organization or of permissions in it: locks its row first. @throws DomainError not_found */
export function changeLocked<T>(
  access: OrganizationAccess,
  work: (tx: Tx) => Promise<ChangeResult<T>>,
  options: ChangeOptions = {},
): Promise<T> {
  const { locks, ...conditions } = conditionsOf(options)
  return changeWith(access, work, { ...conditions, locks: { ...locks, organization: 'update' } })
}

function changeWith<T>(
  access: AnyAccess,
  work: (tx: Tx) => Promise<ChangeResult<T>>,
  conditions: Conditions,
): Promise<T> {
  const changing = async (tx: Tx) => {
    const { result, events, mails = [] } = await work(tx)
    const written = await writeEvents(tx, access, {
      events: eventsIn({ events }),
      mails: emailRows(mails),
    })
    const { tenantId } = access
    await enqueue(tx, 'mail', { jobs: written.map((mailId) => ({ tenantId, mailId })) })
    return result
  }
  return inTransaction(access, changing, conditions)
}

function conditionsOf({
  bypassRowSecurity: why,
  beginsInDatabase = false,
  ...locks
}: ChangeOptions): Conditions {
  return { locks: { ...locks, as_system: why !== undefined }, waitsForCaller: !beginsInDatabase }
}

/** Still limited to one tenant. `why` is a sentence for reviewers, who search for callers. */
export function bypassRowSecurity(why: string, tenantId: string, by?: AuditActor): SystemAccess {
  return { kind: 'system', tenantId, why, ...(by === undefined ? {} : { by }) }
}
