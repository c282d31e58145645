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

const kept = globalThis as typeof globalThis & { foyerOrigins?: AsyncLocalStorage<Origin> }
/** One a process: Next bundles this module more than once, and the copies share the OpenID providers. */
const origins = (kept.foyerOrigins ??= new AsyncLocalStorage())

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

/**
 * Written by change(), in the transaction of the change. What identifies somebody goes into a row of its own, so that it
 * can be erased.
 */
export async function writeEvents(tx: Tx, access: AnyAccess, events: readonly Event[]): Promise<void> {
  const rows = events.map(({ type, target, details = {}, actor = actorOf(access), organizationId }) => ({
    ...{ id: newId('event'), type, details, actorKind: actor.kind, actorId: actor.id },
    organizationId: organizationId ?? organizationOf(access),
    ...{ targetKind: target?.kind, targetId: target?.id },
    ...{ targetName: target?.name, targetEmail: target?.email },
  }))
  const [written, origin] = [JSON.stringify(rows), JSON.stringify(currentOrigin())]
  await tx.$executeRaw`SELECT foyer.write_audit_events(${written}::jsonb, ${origin}::jsonb)`
}

function organizationOf(access: AnyAccess): string | null {
  return access.kind === 'organization' ? access.organizationId : null
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
