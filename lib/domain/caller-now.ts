import type { OrganizationActor } from '@/lib/access'
import { callerOf } from '@/lib/db/enter'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

export interface CallerNow {
  held: ReadonlySet<string>
  /** The Management permissions up to which the actor may give here, and above which it may not touch another. */
  power: string[]
}

const known = new WeakMap<Tx, Map<string, Promise<CallerNow>>>()

/**
 * The actor as the database has it in this transaction, read once: a change has locked what it rests on.
 * @throws DomainError not_found when its standing here has ended
 */
export function callerNow(tx: Tx, access: OrganizationActor): Promise<CallerNow> {
  const callers = known.get(tx) ?? new Map<string, Promise<CallerNow>>()
  known.set(tx, callers)
  const { organizationId, caller, exempt } = access
  const key = JSON.stringify([organizationId, caller, exempt])
  const reading = callers.get(key) ?? readCaller(tx, access)
  callers.set(key, reading)
  return reading
}

async function readCaller(tx: Tx, access: OrganizationActor): Promise<CallerNow> {
  const { organizationId } = access
  const { user, caller } = callerOf(access.caller)
  const [now] = await tx.$queryRaw<{ refusal: string | null; held: string[]; power: string[] }[]>`
    SELECT refusal, permissions AS held, grantable AS power
    FROM foyer.authorize_caller(
      ${access.exempt ? null : organizationId}, ${organizationId}, ${user}, ${JSON.stringify(caller)}::jsonb)`
  if (!now || now.refusal !== null) throw notFound()
  return { held: new Set(now.held), power: now.power }
}
