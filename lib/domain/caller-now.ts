import type { OrganizationActor } from '@/lib/access'
import { callerOf } from '@/lib/db/enter'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

export interface CallerNow {
  held: ReadonlySet<string>
  /** The Management permissions up to which the actor may give here, and above which it may not touch another. */
  power: string[]
}

/**
 * The actor at this moment of the transaction, since what held when it began may have been taken while it stood in line.
 * @throws DomainError not_found when its standing here has ended
 */
export async function callerNow(tx: Tx, access: OrganizationActor): Promise<CallerNow> {
  const { organizationId } = access
  const { user, caller } = callerOf(access.caller)
  const [now] = await tx.$queryRaw<{ refusal: string | null; held: string[]; power: string[] }[]>`
    SELECT refusal, permissions AS held, grantable AS power
    FROM foyer.authorize_caller(
      ${access.exempt ? null : organizationId}, ${organizationId}, ${user}, ${JSON.stringify(caller)}::jsonb)`
  if (!now || now.refusal !== null) throw notFound()
  return { held: new Set(now.held), power: now.power }
}
