import { AsyncLocalStorage } from 'node:async_hooks'
import type { AnyAccess, AuditActor } from '../access'
import { newId } from '../ids'
import type { Prisma } from './generated/client'
import type { EmailRow } from './outgoing-mail'
import type { Tx } from './prisma'

/** Set once by the adapters, read when an event is written. */
export interface Origin {
  ip?: string
  userAgent?: string
  requestId?: string
}

const globals = globalThis as typeof globalThis & { foyerOrigins?: AsyncLocalStorage<Origin> }
/** One per process: Next bundles this module more than once, and the copies share the OpenID providers. */
const origins = (globals.foyerOrigins ??= new AsyncLocalStorage())

export function withOrigin<T>(origin: Origin, work: () => T): T {
  return origins.run(origin, work)
}

export function currentOrigin(): Origin {
  return origins.getStore() ?? {}
}

/** Types are in the past tense (`invitation.created`). `details` holds no personal data. */
export interface Event {
  type: `${string}.${string}`
  organizationId?: string
  target?: { kind: string; id: string; name?: string; email?: string }
  details?: Prisma.InputJsonObject
  /** For access that does not name the actor (signing in, accepting). An invitee has the id of the invitation. */
  actor?: { kind: 'user' | 'client' | 'directory' | 'sso_ticket' | 'system' | 'invitee'; id: string }
}

/**
 * In the transaction of the change. Personal data goes into a row of its own, so that it can be erased.
 * @returns ids of the emails that were written: without those above their limit
 */
export async function writeEvents(
  tx: Tx,
  access: AnyAccess,
  { events, mails }: { events: readonly Event[]; mails: readonly EmailRow[] },
): Promise<string[]> {
  if (events.length === 0 && mails.length === 0) return []
  const written = JSON.stringify(events.map((event) => eventRow(access, event)))
  const origin = JSON.stringify(currentOrigin())
  if (mails.length === 0) {
    await tx.$executeRaw`/* sent ahead */ SELECT foyer.write_audit_events(${written}::jsonb, ${origin}::jsonb)`
    return []
  }
  const [row] = await tx.$queryRaw<{ mailIds: string[] }[]>`
    SELECT foyer.write_events_and_mails(
      ${written}::jsonb, ${origin}::jsonb, ${JSON.stringify(mails)}::jsonb) AS "mailIds"`
  return row?.mailIds ?? []
}

/** As foyer.write_audit_events reads it. */
function eventRow(access: AnyAccess, { type, target, details = {}, ...event }: Event): object {
  const actor = event.actor ?? actorOf(access) ?? { kind: 'system', id: null }
  return {
    id: newId('event'),
    type,
    details,
    actorKind: actor.kind,
    actorId: actor.id,
    organizationId: event.organizationId ?? (access.kind === 'organization' ? access.organizationId : null),
    targetKind: target?.kind,
    targetId: target?.id,
    targetName: target?.name,
    targetEmail: target?.email,
  }
}

function actorOf(access: AnyAccess): Event['actor'] {
  const actor = auditActorOf(access)
  if (actor === undefined) return undefined
  if ('directoryId' in actor) return { kind: 'directory', id: actor.directoryId }
  if ('ssoTicketId' in actor) return { kind: 'sso_ticket', id: actor.ssoTicketId }
  return 'clientId' in actor ? { kind: 'client', id: actor.clientId } : { kind: 'user', id: actor.userId }
}

function auditActorOf(access: AnyAccess): AuditActor | undefined {
  if (access.kind === 'public') return undefined
  if (access.kind === 'system') return access.by
  return access.kind === 'self' ? access : access.caller
}
