import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

export interface RestorableOrganization {
  id: string
  slug: string
  displayName: string
  restorableUntil: Date
}

/** Organizations that a person owned and that were deleted in the last 30 days, the latest first. */
export function listRestorableOrganizations(access: SelfAccess): Promise<RestorableOrganization[]> {
  const { tenantId, userId } = access
  return read(
    access,
    (tx) => tx.$queryRaw<RestorableOrganization[]>`
      SELECT o.id, o.slug, o.display_name AS "displayName", o.deleted_at + interval '30 days' AS "restorableUntil"
      FROM members m
      JOIN organizations o ON o.tenant_id = m.tenant_id AND o.id = m.organization_id
      WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId} AND m.suspended_at IS NULL
        AND o.deleted_at > now() - interval '30 days'
        AND EXISTS (
          SELECT FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id AND r.is_owner
          WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id)
      ORDER BY o.deleted_at DESC LIMIT 100`,
  )
}
