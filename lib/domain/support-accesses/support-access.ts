import type { BySession, OrganizationAccess, TenantAccess } from '@/lib/access'
import { getLockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, read, unchanged } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { newId } from '@/lib/ids'

type Access = OrganizationAccess<'admin:organizations'> & BySession

/**
 * Only at tenant level, for this session. Opening it again replaces the reason and the end.
 * @throws DomainError conflict for a member, and while the organization is suspended; not_found
 */
export function openSupportAccess(
  access: Access,
  { reason, minutes }: { reason: string; minutes: number },
): Promise<{ slug: string }> {
  if (!access.isTenantLevel) throw notFound()
  const { tenantId, organizationId } = access
  const { userId, sessionId } = access.caller
  return changeLocked(access, async (tx) => {
    const { slug, displayName } = await getLockedOrganization(tx, access)
    await assertCanOpen(tx, access, displayName)
    const id = newId('supportAccess')
    await tx.supportAccess.deleteMany({ where: { tenantId, sessionId, organizationId } })
    const [opened] = await tx.$queryRaw<{ endsAt: Date }[]>`
      INSERT INTO support_accesses (tenant_id, id, organization_id, user_id, session_id, reason, ends_at)
      VALUES (${tenantId}, ${id}, ${organizationId}, ${userId}, ${sessionId}, ${reason},
        clock_timestamp() + make_interval(mins => ${minutes}))
      RETURNING ends_at AS "endsAt"`
    const target = { kind: 'support_access', id, name: reason }
    const details = { until: opened?.endsAt.toISOString() ?? '' }
    return { result: { slug }, events: [{ type: 'organization.support_opened', target, details }] }
  })
}

async function assertCanOpen(tx: Tx, access: Access, displayName: string): Promise<void> {
  const { tenantId, organizationId, caller } = access
  const [found] = await tx.$queryRaw<{ isSuspended: boolean; isMember: boolean }[]>`
    SELECT o.suspended_at IS NOT NULL AS "isSuspended", EXISTS (
      SELECT FROM members m WHERE m.tenant_id = ${tenantId} AND m.organization_id = o.id
        AND m.user_id = ${caller.userId}) AS "isMember"
    FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId}`
  if (found?.isSuspended !== false)
    throw new DomainError('conflict', `${displayName} is suspended. Resume it first.`)
  if (found.isMember)
    throw new DomainError(
      'conflict',
      `You are a member of ${displayName}, with the roles that you have there.`,
    )
}

/** The caller’s own or another operator’s. Only at tenant level. Changes nothing if it has ended. */
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

export interface OpenSupportAccess {
  id: string
  userId: string
  name: string
  email: string
  reason: string
  endsAt: Date
}

const mostListed = 50

/** Support accesses to the organization that are open now, the earliest first. */
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
      ORDER BY a.started_at, a.id LIMIT ${mostListed}`,
  )
}
