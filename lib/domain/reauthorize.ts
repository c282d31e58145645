import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { callerOf } from '@/lib/db/request-context'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'

export interface CurrentCaller {
  permissions: ReadonlySet<string>
  /** What the actor may give here. They cannot change users who have more. */
  grantablePermissions: string[]
}

const known = new WeakMap<Tx, Map<string, Promise<CurrentCaller>>>()

/** Reads once per transaction: a change holds the locks. @throws DomainError not_found if access has ended */
export function reauthorize(tx: Tx, access: OrganizationActor): Promise<CurrentCaller> {
  const callers = callersIn(tx)
  const key = keyOf(access)
  const reading = callers.get(key) ?? readCaller(tx, access)
  callers.set(key, reading)
  return reading
}

export interface CallerStatus {
  refusal: string | null
  held: string[]
  grantable: string[]
}

/** For a statement that has read the status already. @throws DomainError not_found */
export function rememberCaller(tx: Tx, access: OrganizationActor, status: CallerStatus): CurrentCaller {
  const caller = parsed(status)
  callersIn(tx).set(keyOf(access), Promise.resolve(caller))
  return caller
}

function callersIn(tx: Tx): Map<string, Promise<CurrentCaller>> {
  const callers = known.get(tx) ?? new Map<string, Promise<CurrentCaller>>()
  known.set(tx, callers)
  return callers
}

function keyOf({ organizationId, caller, isTenantLevel }: OrganizationActor): string {
  return JSON.stringify([organizationId, caller, isTenantLevel])
}

async function readCaller(tx: Tx, access: OrganizationActor): Promise<CurrentCaller> {
  const [status] = await tx.$queryRaw<CallerStatus[]>`
    SELECT refusal, permissions AS held, grantable FROM ${authorizedCaller(access)}`
  return parsed(status)
}

function parsed(status: CallerStatus | undefined): CurrentCaller {
  if (!status || status.refusal !== null) throw notFound()
  return { permissions: new Set(status.held), grantablePermissions: status.grantable }
}

/** A row of (refusal, permissions, grantable), for a statement that reads other data too. */
export function authorizedCaller({ organizationId, caller: given, isTenantLevel }: OrganizationActor): Sql {
  const { user, caller } = callerOf(given)
  return sql`foyer.authorize_caller(
    ${isTenantLevel ? null : organizationId}, ${organizationId}, ${user}, ${JSON.stringify(caller)}::jsonb)`
}
