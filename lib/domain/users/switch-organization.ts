import { authorize, type SelfAccess } from '@/lib/access'
import { change, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

/** @throws DomainError not_found if the user may not enter it; sign_in_again if this session does not suffice, other_network */
export async function switchOrganization(
  access: SelfAccess,
  organizationId: string,
): Promise<{ slug: string }> {
  const { tenantId, userId, sessionId } = access
  const caller = { userId, sessionId }
  const inside = authorize({ kind: 'organization', tenantId, organizationId, caller, permissions: new Set() })
  const switching = async (tx: Tx): Promise<ChangeResult<{ slug: string }>> => {
    // A session never lands in an organization that is open as support.
    const [found] = await tx.$queryRaw<{ slug: string; isSwitched: boolean }[]>`
      WITH switched AS (
        UPDATE sessions s SET organization_id = ${organizationId}
        WHERE s.tenant_id = ${tenantId} AND s.id = ${sessionId}
          AND s.organization_id IS DISTINCT FROM ${organizationId}
          AND foyer.support_until(${organizationId}, ${userId}, s.id) IS NULL
        RETURNING s.id)
      SELECT o.slug, EXISTS (SELECT FROM switched) AS "isSwitched"
      FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId}`
    if (!found) throw notFound()
    const { slug, isSwitched } = found
    if (!isSwitched) return unchanged({ slug })
    return {
      result: { slug },
      events: [{ type: 'session.switched', target: { kind: 'session', id: sessionId } }],
    }
  }
  return change(inside, switching, { users: [userId] })
}
