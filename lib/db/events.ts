import { AsyncLocalStorage } from 'node:async_hooks'
import type { AnyAccess, Doer } from '../access'
import { newId } from '../ids'
import type { Prisma } from './generated/client'
import type { Tx } from './prisma'

/** Where a request came from; set once by the adapters, read when an event is written. */
export interface Origin {
  ip?: string
  userAgent?: string
  requestId?: string
}

const origins = new AsyncLocalStorage<Origin>()

export function withOrigin<T>(origin: Origin, work: () => T): T {
  return origins.run(origin, work)
}

export function currentOrigin(): Origin {
  return origins.getStore() ?? {}
}

/** What happened, in the past tense (`invitation.created`). `details` names no person; people go into their own fields. */
export interface Event {
  type: `${string}.${string}`
  organizationId?: string
  target?: { kind: string; id: string; name?: string; email?: string }
  details?: Prisma.InputJsonObject
  /** Who did it, where the access does not say (signing in, accepting). */
  actor?: { kind: 'user' | 'client' | 'system'; id: string }
}

/** Written by change(), in the transaction of the change. */
export async function writeEvents(tx: Tx, access: AnyAccess, events: readonly Event[]): Promise<void> {
  for (const event of events) await writeEvent(tx, access, event)
}

async function writeEvent(tx: Tx, access: AnyAccess, event: Event): Promise<void> {
  const id = newId('event')
  const actor = event.actor ?? actorOf(access)
  const organizationId = event.organizationId ?? organizationOf(access)
  const { requestId } = currentOrigin()
  const { type, target, details = {} } = event
  await tx.auditEvent.createMany({
    data: {
      ...{ id, organizationId, type, details },
      ...{ actorKind: actor.kind, actorId: actor.id, requestId: requestId ?? null },
      ...(target ? { targetKind: target.kind, targetId: target.id } : {}),
    },
  })
  const person = actor.kind === 'user' ? await nameOf(tx, access.tenantId, actor.id) : null
  await writePeople(tx, { eventId: id, organizationId }, { event, person })
}

/** What identifies somebody, apart from the event, so that it can be erased. */
async function writePeople(
  tx: Tx,
  key: { eventId: string; organizationId: string | null },
  { event, person }: { event: Event; person: { name: string; email: string } | null },
): Promise<void> {
  const { target } = event
  const { ip, userAgent } = currentOrigin()
  await tx.auditPeople.createMany({
    data: {
      ...key,
      ...(person ? { actorName: person.name, actorEmail: person.email } : {}),
      ...(target ? { targetName: target.name ?? null, targetEmail: target.email ?? null } : {}),
      ...{ ip: ip ?? null, userAgent: userAgent ?? null },
    },
  })
}

function organizationOf(access: AnyAccess): string | null {
  return access.kind === 'organization' ? access.organizationId : null
}

async function nameOf(
  tx: Tx,
  tenantId: string,
  id: string | null,
): Promise<{ name: string; email: string } | null> {
  if (id === null) return null
  return tx.user.findUnique({ where: { tenantId_id: { tenantId, id } }, select: { name: true, email: true } })
}

function actorOf(access: AnyAccess): { kind: 'user' | 'client' | 'system'; id: string | null } {
  const doer = doerOf(access)
  if (doer === undefined) return { kind: 'system', id: null }
  return 'clientId' in doer ? { kind: 'client', id: doer.clientId } : { kind: 'user', id: doer.userId }
}

function doerOf(access: AnyAccess): Doer | undefined {
  if (access.kind === 'public') return undefined
  if (access.kind === 'system') return access.by
  return access.kind === 'self' ? access : access.caller
}
