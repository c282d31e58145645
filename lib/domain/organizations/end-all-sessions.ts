import type { OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'

/** Sessions that began before now enter this organization no more, the caller’s own among them. */
export function endAllSessions(access: OrganizationAccess<'update:organization_security'>): Promise<void> {
  const { tenantId, organizationId: id } = access
  return changeLocked(access, async (tx) => {
    await tx.$executeRaw`
      UPDATE organizations SET sessions_from = clock_timestamp() WHERE tenant_id = ${tenantId} AND id = ${id}`
    return {
      result: undefined,
      events: [{ type: 'organization.sessions_ended', target: { kind: 'organization', id } }],
    }
  })
}
