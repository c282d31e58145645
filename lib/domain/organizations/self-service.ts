import { may, personOf, type TenantActor } from '@/lib/access'
import { describeWait } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'

/** Everyone may hold create:organizations; someone who may also rename every organization acts for the tenant. */
export function isSelfService(actor: TenantActor): boolean {
  return personOf(actor) !== null && !may(actor, 'update:organizations')
}

/**
 * Whether the person may create one more organization today. No other of theirs is created meanwhile: a change at tenant
 * level locks the row of the person who makes it.
 * @throws DomainError too_many, with the seconds until the oldest one that counts is a day old
 */
export async function assertDailyLimit(tx: Tx, actor: TenantActor): Promise<void> {
  const userId = personOf(actor)
  if (!env().rateLimits || userId === null || !isSelfService(actor)) return
  const { tenantId } = actor
  const [reached] = await tx.$queryRaw<{ allowed: number; seconds: number | null }[]>`
    SELECT t.organizations_per_day AS allowed, (
      SELECT ceil(extract(epoch FROM e.occurred_at + interval '24 hours' - now()))::int FROM audit_events e
      WHERE e.tenant_id = t.id AND e.actor_id = ${userId} AND e.type = 'organization.created'
        AND e.occurred_at > now() - interval '24 hours'
      ORDER BY e.occurred_at DESC OFFSET t.organizations_per_day - 1 LIMIT 1) AS seconds
    FROM tenants t WHERE t.id = ${tenantId} AND t.organizations_per_day IS NOT NULL`
  if (!reached || reached.seconds === null) return
  const { allowed, seconds } = reached
  const organizations = allowed === 1 ? '1 organization' : `${allowed} organizations`
  const sentence = `You can create ${organizations} in 24 hours. Try again in ${describeWait(seconds)}.`
  throw new DomainError('too_many', sentence, { retryAfter: seconds })
}
