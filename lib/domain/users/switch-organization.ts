import { authorize, type SelfAccess } from '@/lib/access'
import { change, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

interface Switched {
  slug: string
  /** False if the session is in it already, or if it is open as support. */
  isSwitched: boolean
}

/** @throws DomainError not_found if the user may not enter it; sign_in_again if this session does not suffice, other_network */
export async function switchOrganization(access: SelfAccess, organizationId: string): Promise<Switched> {
  const { tenantId, userId, sessionId } = access
  const caller = { userId, sessionId }
  const inside = authorize({ kind: 'organization', tenantId, organizationId, caller, permissions: new Set() })
  const switching = async (tx: Tx): Promise<ChangeResult<Switched>> => {
    // A session never lands in an organization that is open as support.
    const [found] = await tx.$queryRaw<Switched[]>`
      WITH switched AS (
        UPDATE sessions s SET organization_id = ${organizationId}
        WHERE s.tenant_id = ${tenantId} AND s.id = ${sessionId}
          AND s.organization_id IS DISTINCT FROM ${organizationId}
          AND foyer.support_until(${organizationId}, ${userId}, s.id) IS NULL
        RETURNING s.id)
      SELECT o.slug, EXISTS (SELECT FROM switched) AS "isSwitched"
      FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId}`
    if (!found) throw notFound()
    if (!found.isSwitched) return unchanged(found)
    return {
      result: found,
      events: [{ type: 'session.switched', target: { kind: 'session', id: sessionId } }],
    }
  }
  return change(inside, switching, { users: [userId] })
}
