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
    const session = await tx.session.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: sessionId } },
    })
    if (session.organizationId === organizationId) return unchanged({ slug })
    await tx.session.update({ where: { tenantId_id: { tenantId, id: sessionId } }, data: { organizationId } })
    return {
      result: { slug },
      events: [{ type: 'session.switched', target: { kind: 'session', id: sessionId } }],
    }
  }
  return change(inside, switching, { users: [userId] })
}
