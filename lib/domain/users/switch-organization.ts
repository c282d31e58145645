import type { SelfAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/doors'
import { notFound, signInAgain } from '@/lib/errors'
import { byCookie } from './by-cookie'

/**
 * Makes this organization the one her session lands in. A request, never data: membership, the session and its
 * way of signing in are read again.
 * @throws DomainError not_found where she has no business; sign_in_again where this session does not suffice
 */
export async function switchOrganization(
  access: SelfAccess,
  organizationId: string,
): Promise<{ slug: string }> {
  const { tenantId, userId, sessionId } = access
  const system = byCookie(tenantId, userId)
  return change(system, async (tx) => {
    const [standing] = await tx.$queryRaw<{ refusal: string | null }[]>`
      SELECT refusal FROM foyer_standing(${organizationId}, ${userId}, ${sessionId})`
    if (standing?.refusal === 'connection') throw signInAgain()
    if (!standing || standing.refusal !== null) throw notFound()
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
      events: [{ type: 'session.switched', organizationId, target: { kind: 'session', id: sessionId } }],
    }
  })
}
