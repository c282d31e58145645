import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'

/** One’s own or another operator’s. Only at tenant level. Nothing changes if it is over. */
export function endSupportAccess(
  access: OrganizationAccess<'admin:organizations'>,
  id: string,
): Promise<void> {
  if (!access.isTenantLevel) throw notFound()
  const { tenantId, organizationId } = access
  return changeLocked(access, async (tx) => {
    const [ended] = await tx.$queryRaw<{ userId: string; name: string; email: string }[]>`
      DELETE FROM support_accesses a USING users u
      WHERE a.tenant_id = ${tenantId} AND a.organization_id = ${organizationId} AND a.id = ${id}
        AND a.ends_at > clock_timestamp() AND u.tenant_id = ${tenantId} AND u.id = a.user_id
      RETURNING u.id AS "userId", u.name, u.email`
    if (!ended) return unchanged(undefined)
    const { userId, name, email } = ended
    return {
      result: undefined,
      events: [{ type: 'organization.support_ended', target: { kind: 'user', id: userId, name, email } }],
    }
  })
}
