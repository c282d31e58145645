import type { BySession, Permission, TenantActor } from '@/lib/access'
import type { CookieClaim } from '@/lib/db/one-statement'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import type { PageContext } from './find-session'

/** A user with this permission can make others operators. */
const operatorPermission = 'update:users'

/** Users who can sign in and may change users at tenant level. Does not count the role that everyone has. */
export function operators(tenantId: string): Sql {
  const grants = sql`tenant_id = ${tenantId} AND api_id = (SELECT foyer.portal_api_id()) AND name = ${operatorPermission}`
  return sql`(
    SELECT u.id FROM (
      SELECT up.user_id FROM user_permissions up WHERE ${grants}
      UNION ALL
      SELECT ur.user_id FROM user_roles ur
      WHERE ur.tenant_id = ${tenantId} AND ur.role_id IN (SELECT rp.role_id FROM role_permissions rp WHERE ${grants})
    ) held
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = held.user_id
    WHERE NOT u.blocked AND u.email_verified_at IS NOT NULL)`
}

/** Whether no one else could make operators. */
export function isLastOperator(tenantId: string, userId: string): Sql {
  return sql`(
    EXISTS (SELECT FROM ${operators(tenantId)} one WHERE one.id = ${userId})
    AND NOT EXISTS (SELECT FROM ${operators(tenantId)} other WHERE other.id <> ${userId}))`
}

/** Of a row `r` of roles. */
export function makesOperators(tenantId: string): Sql {
  return sql`EXISTS (
    SELECT FROM role_permissions rp
    WHERE rp.tenant_id = ${tenantId} AND rp.role_id = r.id AND rp.api_id = (SELECT foyer.portal_api_id())
      AND rp.name = ${operatorPermission})`
}

/** Call after the change: two operators may leave at the same moment. @throws DomainError conflict at `is_last_accepted` */
export async function assertOperatorLeft(tx: Tx, tenantId: string): Promise<void> {
  await tx.$executeRaw`/* sent ahead */ SELECT pg_advisory_xact_lock(hashtextextended(${`operators ${tenantId}`}, 0))`
  const [row] = await tx.$queryRaw<{ isLeft: boolean }[]>(
    sql`SELECT EXISTS (SELECT FROM ${operators(tenantId)} one) AS "isLeft"`,
  )
  if (row?.isLeft) return
  const sentence =
    'No one else can change users, so no one could make an operator afterwards. Give someone else that permission first, or confirm it.'
  throw new DomainError('conflict', sentence, { field: 'is_last_accepted' })
}

const mostRecipients = 20

/** At most 20 active users who have the permission at tenant level, oldest accounts first. */
export async function emailsOfOperatorsWith(
  tx: Tx,
  permission: Permission,
  tenantId: string,
): Promise<string[]> {
  const found = await tx.$queryRaw<{ email: string }[]>`
    WITH able AS (
      SELECT ur.user_id
      FROM role_permissions rp
      JOIN user_roles ur ON ur.tenant_id = ${tenantId} AND ur.role_id = rp.role_id
      WHERE rp.tenant_id = ${tenantId} AND rp.name = ${permission} AND rp.api_id = (SELECT foyer.portal_api_id())
      UNION
      SELECT up.user_id FROM user_permissions up
      WHERE up.tenant_id = ${tenantId} AND up.name = ${permission} AND up.api_id = (SELECT foyer.portal_api_id())
    )
    SELECT u.email FROM able a
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = a.user_id
      AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    ORDER BY u.created_at, u.id LIMIT ${mostRecipients}`
  return found.map(({ email }) => email)
}

export function tenantActorIn(
  { tenantId, userId, sessionId }: CookieClaim,
  { held: permissions }: PageContext,
): TenantActor & BySession {
  return { kind: 'tenant', tenantId, caller: { userId, sessionId }, permissions: new Set(permissions) }
}
