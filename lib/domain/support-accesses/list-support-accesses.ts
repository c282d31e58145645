import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

export interface OpenSupportAccess {
  id: string
  userId: string
  name: string
  email: string
  reason: string
  endsAt: Date
}

const most = 50

/** Who has the organization open as support now, the first to open it first. */
export function listSupportAccesses(
  access: TenantAccess<'read:organizations'>,
  organizationId: string,
): Promise<OpenSupportAccess[]> {
  const { tenantId } = access
  return read(
    access,
    (tx) => tx.$queryRaw<OpenSupportAccess[]>`
      SELECT a.id, u.id AS "userId", u.name, u.email, a.reason, a.ends_at AS "endsAt"
      FROM support_accesses a
      JOIN users u ON u.tenant_id = ${tenantId} AND u.id = a.user_id
      CROSS JOIN LATERAL foyer.session_status(NULL, a.user_id, a.session_id) s
      WHERE a.tenant_id = ${tenantId} AND a.organization_id = ${organizationId} AND s.refusal IS NULL
        AND foyer.support_until(a.organization_id, a.user_id, a.session_id) IS NOT NULL
      ORDER BY a.started_at, a.id LIMIT ${most}`,
  )
}
