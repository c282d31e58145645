import { authorize, type SelfAccess } from '@/lib/access'
import { change, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { noteSeen } from './find-session'

interface Switched {
  slug: string
  /** False if the session is in it already, or if it is open as support. */
  isSwitched: boolean
  /** The user’s. */
  email: string
  name: string
}

interface Found extends Switched {
  isSeenLongAgo: boolean
}

/** @throws DomainError not_found if the user may not enter it; sign_in_again if this session does not suffice, other_network */
export async function switchOrganization(access: SelfAccess, organizationId: string): Promise<Switched> {
  const { tenantId, userId, sessionId } = access
  const caller = { userId, sessionId }
  const inside = authorize({ kind: 'organization', tenantId, organizationId, caller, permissions: new Set() })
  const switching = async (tx: Tx): Promise<ChangeResult<Found>> => {
    // A session never lands in an organization that is open as support.
    const [found] = await tx.$queryRaw<Found[]>`
      WITH switched AS (
        UPDATE sessions s SET organization_id = ${organizationId}
        WHERE s.tenant_id = ${tenantId} AND s.id = ${sessionId}
          AND s.organization_id IS DISTINCT FROM ${organizationId}
          AND foyer.support_until(${organizationId}, ${userId}, s.id) IS NULL
        RETURNING s.id)
      SELECT o.slug, EXISTS (SELECT FROM switched) AS "isSwitched", u.email, u.name,
        s.last_seen_at < now() - interval '1 minute' AS "isSeenLongAgo"
      FROM organizations o
      JOIN sessions s ON s.tenant_id = ${tenantId} AND s.id = ${sessionId}
      JOIN users u ON u.tenant_id = ${tenantId} AND u.id = s.user_id
      WHERE o.tenant_id = ${tenantId} AND o.id = ${organizationId}`
    if (!found) throw notFound()
    if (!found.isSwitched) return unchanged(found)
    return {
      result: found,
      events: [{ type: 'session.switched', target: { kind: 'session', id: sessionId } }],
    }
  }
  const { isSeenLongAgo, ...switched } = await change(inside, switching, {
    users: [userId],
    beginsInDatabase: true,
  })
  if (isSeenLongAgo) await noteSeen(access, null)
  return switched
}
