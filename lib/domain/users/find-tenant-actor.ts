import type { BySession, TenantActor } from '@/lib/access'
import type { CookieClaim } from '@/lib/db/one-statement'
import { findPageContext, type PageContext } from './find-session'

export async function findTenantActor(person: CookieClaim): Promise<(TenantActor & BySession) | null> {
  const context = await findPageContext(person, null)
  return context && tenantActorIn(person, context)
}

export function tenantActorIn(
  { tenantId, userId, sessionId }: CookieClaim,
  { held: permissions }: PageContext,
): TenantActor & BySession {
  return { kind: 'tenant', tenantId, caller: { userId, sessionId }, permissions: new Set(permissions) }
}
