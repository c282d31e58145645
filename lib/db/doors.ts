import type { AnyAccess, Doer, SystemAccess } from '../access'
import { newId } from '../ids'
import { inTransaction } from './enter'
import { writeEvents, type Event } from './events'
import { mailContent, type OutgoingMail } from './outgoing-mail'
import type { Tx } from './prisma'
import { enqueue } from './queue'

/** What a change must say of itself; where nothing was written it says unchanged(). */
export interface Changed<T> {
  result: T
  events: readonly [Event, ...Event[]] | 'unchanged' | 'bookkeeping'
  mails?: readonly OutgoingMail[]
}

export function unchanged<T>(result: T): Changed<T> {
  return { result, events: 'unchanged' }
}

/** For what the house keeps for its own running (a code, a key, an interaction) and nobody did. */
export function bookkeeping<T>(result: T): Changed<T> {
  return { result, events: 'bookkeeping' }
}

/** One transaction for all that a page reads. */
export function read<T>(access: AnyAccess, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(access, work)
}

/** One transaction for a change, its audit events and its mails: all of them or none. */
export function change<T>(access: AnyAccess, work: (tx: Tx) => Promise<Changed<T>>): Promise<T> {
  return inTransaction(access, async (tx) => {
    const changed = await work(tx)
    if (typeof changed.events !== 'string') await writeEvents(tx, access, changed.events)
    await post(tx, access.tenantId, changed.mails ?? [])
    return changed.result
  })
}

/**
 * The one escape from row security by kind of access; still inside one tenant. Say why.
 * @param why a sentence for whoever greps
 */
export function asSystem(why: string, tenantId: string, by?: Doer): SystemAccess {
  return { kind: 'system', tenantId, why, ...(by === undefined ? {} : { by }) }
}

async function post(tx: Tx, tenantId: string, mails: readonly OutgoingMail[]): Promise<void> {
  if (mails.length === 0) return
  const rows = mails.map(({ to, organizationId, ...rest }) => {
    const content = mailContent.parse(rest)
    return {
      id: newId('mail'),
      organizationId: organizationId ?? null,
      recipient: to,
      template: content.template,
      payload: content,
    }
  })
  await tx.mail.createMany({ data: rows })
  await enqueue(
    tx,
    'mail',
    rows.map(({ id }) => ({ tenantId, mailId: id })),
  )
}
