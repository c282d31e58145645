import { authorize, type SelfAccess } from '@/lib/access'
import { change, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'

/** @throws DomainError not_found if the user may not enter it; sign_in_again if this session does not suffice */
export async function switchOrganization(
  access: SelfAccess,
  organizationId: string,
): Promise<{ slug: string }> {
  const { tenantId, userId, sessionId } = access
  const caller = { userId, sessionId }
  const inside = authorize({ kind: 'organization', tenantId, organizationId, caller, permissions: new Set() })
  const switching = async (tx: Tx): Promise<ChangeResult<{ slug: string }>> => {
    const { slug } = await tx.organization.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: organizationId } },
    })
    const [found] = await tx.$queryRaw<{ isThere: boolean }[]>`
      SELECT s.organization_id IS NOT DISTINCT FROM ${organizationId}
        OR foyer.support_until(${organizationId}, ${userId}, s.id) IS NOT NULL AS "isThere"
      FROM sessions s WHERE s.tenant_id = ${tenantId} AND s.id = ${sessionId}`
    // A session never lands in an organization that is open as support.
    if (found?.isThere !== false) return unchanged({ slug })
    await tx.session.update({ where: { tenantId_id: { tenantId, id: sessionId } }, data: { organizationId } })
    return {
      result: { slug },
      events: [{ type: 'session.switched', target: { kind: 'session', id: sessionId } }],
    }
  }
  return change(inside, switching, { users: [userId] })
}
