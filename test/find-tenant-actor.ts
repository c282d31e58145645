import type { BySession, TenantActor } from '@/lib/access'
import type { CookieClaim } from '@/lib/db/one-statement'
import { findPageContext } from '@/lib/domain/users/find-session'
import { tenantActorIn } from '@/lib/domain/users/operators'

/** As a page of the console finds its caller. */
export async function findTenantActor(person: CookieClaim): Promise<(TenantActor & BySession) | null> {
  const context = await findPageContext(person, null)
  return context && tenantActorIn(person, context)
}
