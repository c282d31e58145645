import type { OrganizationActor } from '@/lib/access'
import { callerOf } from '@/lib/db/enter'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
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

/** The actor as a row of (refusal, permissions, grantable), for a statement that also reads what they act on. */
export function authorizedCaller({ organizationId, caller: given, exempt }: OrganizationActor): Sql {
  const { user, caller } = callerOf(given)
  return sql`foyer.authorize_caller(
    ${exempt ? null : organizationId}, ${organizationId}, ${user}, ${JSON.stringify(caller)}::jsonb)`
}

async function readCaller(tx: Tx, access: OrganizationActor): Promise<CallerNow> {
  const [now] = await tx.$queryRaw<{ refusal: string | null; held: string[]; power: string[] }[]>(sql`
    SELECT c.refusal, c.permissions AS held, c.grantable AS power FROM ${authorizedCaller(access)} c`)
  if (!now || now.refusal !== null) throw notFound()
  return { held: new Set(now.held), power: now.power }
}
