import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'

/**
 * Where a provider, a domain or a join link lets people in, a user who was removed or limited could otherwise join again
 * as a new user, with the address that their account no longer has. Answers with their present address, which saves a
 * statement. @throws DomainError conflict
 */
export async function assertNotBarred(
  tx: Tx,
  { tenantId, userId }: SelfAccess,
  act: 'change your email address' | 'delete your account',
): Promise<{ email: string }> {
  const [user] = await tx.$queryRaw<[{ email: string; barredBy: string | null }]>`
    SELECT u.email, (
      SELECT o.display_name
      FROM organizations o
      WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL
        AND o.id IN (
          SELECT m.organization_id FROM members m
          WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId} AND m.suspended_at IS NOT NULL
          UNION ALL
          SELECT e.organization_id FROM audit_events e
          WHERE e.tenant_id = ${tenantId} AND e.target_id = ${userId}
            AND e.type IN ('member.removed', 'member.roles_changed', 'member.suspended')
            AND foyer.was_removed(e.organization_id, ${userId}))
        AND (EXISTS (
          SELECT FROM enabled_connections c
          WHERE c.tenant_id = ${tenantId} AND c.organization_id = o.id AND c.assign_membership_on_login)
        OR EXISTS (
          SELECT FROM domain_join_settings s
          WHERE s.tenant_id = ${tenantId} AND s.organization_id = o.id AND s.role_id IS NOT NULL)
        OR EXISTS (
          SELECT FROM join_links l
          WHERE l.tenant_id = ${tenantId} AND l.organization_id = o.id AND l.ended_at IS NULL AND l.expires_at > now()))
      ORDER BY o.id LIMIT 1) AS "barredBy"
    FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${userId}`
  if (user.barredBy === null) return user
  const sentence = `${user.barredBy} has ended or limited your access, so only support can ${act}.`
  throw new DomainError('conflict', sentence)
}
