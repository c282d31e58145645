import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, read } from '@/lib/db/transaction'

/** Includes the caller’s own session. */
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

export interface SignedInMembers {
  /** Members whose last sign-in is recent enough for a session that is still valid here. */
  recent: number
  members: number
  /** The maximum lifetime of a session. */
  days: number
}

/** By last sign-in, because sessions belong to users and are not visible to an organization. */
export function countSignedInMembers(
  access: OrganizationAccess<'update:organization_security'>,
): Promise<SignedInMembers> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const [row] = await tx.$queryRaw<SignedInMembers[]>`
      SELECT count(*)::int AS members,
        count(*) FILTER (
          WHERE u.last_login_at > now() - make_interval(mins => t.session_absolute_minutes)
            AND (o.sessions_from IS NULL OR u.last_login_at >= o.sessions_from)
        )::int AS recent,
        ceil(max(t.session_absolute_minutes) / 1440.0)::int AS days
      FROM organizations o
      JOIN tenants t ON t.id = o.tenant_id
      JOIN members m ON m.tenant_id = o.tenant_id AND m.organization_id = o.id AND m.suspended_at IS NULL
      JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id AND NOT u.blocked
      WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId}`
    return row ?? { recent: 0, members: 0, days: 7 }
  })
}
