import type { BySession, OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { newId } from '@/lib/ids'
import type { Tx } from '@/lib/db/prisma'

type Access = OrganizationAccess<'admin:organizations'> & BySession

interface SupportRequest {
  reason: string
  minutes: number
}

/**
 * Only at tenant level, for this session. Opening it again replaces the reason and the end.
 * @throws DomainError conflict for a member, and while the organization is suspended; not_found
 */
export function openSupportAccess(
  access: Access,
  { reason, minutes }: SupportRequest,
): Promise<{ slug: string }> {
  if (!access.isTenantLevel) throw notFound()
  const { tenantId, organizationId } = access
  const { userId, sessionId } = access.caller
  return changeLocked(access, async (tx, { slug, displayName }) => {
    await assertCanOpen(tx, access, displayName)
    const id = newId('supportAccess')
    await tx.supportAccess.deleteMany({ where: { tenantId, sessionId, organizationId } })
    const [opened] = await tx.$queryRaw<{ endsAt: Date }[]>`
      INSERT INTO support_accesses (tenant_id, id, organization_id, user_id, session_id, reason, ends_at)
      VALUES (${tenantId}, ${id}, ${organizationId}, ${userId}, ${sessionId}, ${reason},
        clock_timestamp() + make_interval(mins => ${minutes}))
      RETURNING ends_at AS "endsAt"`
    return {
      result: { slug },
      events: [
        {
          type: 'organization.support_opened',
          target: { kind: 'support_access', id, name: reason },
          details: { until: opened?.endsAt.toISOString() ?? '' },
        },
      ],
    }
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
