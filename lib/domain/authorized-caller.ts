import type { OrganizationActor } from '@/lib/access'
import { callerOf } from '@/lib/db/request-context'
import { sql, type Sql } from '@/lib/db/sql'

/** The actor as a row of (refusal, permissions, grantable), for a statement that also reads what they act on. */
export function authorizedCaller({ organizationId, caller: given, exempt }: OrganizationActor): Sql {
  const { user, caller } = callerOf(given)
  return sql`foyer.authorize_caller(
    ${exempt ? null : organizationId}, ${organizationId}, ${user}, ${JSON.stringify(caller)}::jsonb)`
}
