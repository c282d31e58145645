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
  const written = events.map((event) => ({
    event,
    id: newId('event'),
    actor: event.actor ?? actorOf(access),
    organizationId: event.organizationId ?? organizationOf(access),
  }))
  const { requestId } = currentOrigin()
  await tx.auditEvent.createMany({
    data: written.map(({ event: { type, target, details = {} }, id, actor, organizationId }) => ({
      ...{ id, organizationId, type, details },
      ...{ actorKind: actor.kind, actorId: actor.id, requestId: requestId ?? null },
      ...(target ? { targetKind: target.kind, targetId: target.id } : {}),
    })),
  })
  await writePeople(tx, access.tenantId, written)
}

interface Written {
  event: Event
  id: string
  actor: { kind: string; id: string | null }
  organizationId: string | null
}

/** What identifies somebody, apart from the event, so that it can be erased. */
async function writePeople(tx: Tx, tenantId: string, written: readonly Written[]): Promise<void> {
  const people = await namesOf(
    tx,
    tenantId,
    written.flatMap(({ actor: { kind, id } }) => (kind === 'user' && id !== null ? [id] : [])),
  )
  const { ip, userAgent } = currentOrigin()
  await tx.auditPeople.createMany({
    data: written.map(({ event: { target }, id: eventId, actor, organizationId }) => {
      const person = people.get(actor.id)
      return {
        ...{ eventId, organizationId },
        ...(person ? { actorName: person.name, actorEmail: person.email } : {}),
        ...(target ? { targetName: target.name ?? null, targetEmail: target.email ?? null } : {}),
        ...{ ip: ip ?? null, userAgent: userAgent ?? null },
      }
    }),
  })
}

function organizationOf(access: AnyAccess): string | null {
  return access.kind === 'organization' ? access.organizationId : null
}

async function namesOf(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string | null, { name: string; email: string }>> {
  if (ids.length === 0) return new Map()
  const people = await tx.user.findMany({
    where: { tenantId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, email: true },
  })
  return new Map(people.map((person) => [person.id, person]))
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
