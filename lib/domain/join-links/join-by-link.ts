import type { SelfAccess } from '@/lib/access'
import { unchanged } from '@/lib/db/transaction'
import { assertMayEnter } from '../invitations/assert-may-enter'
import { beginJoining } from './begin-joining'
import { completeJoining } from './complete-joining'
import { withJoinLink } from './find-join-link'
import { reserveJoining } from './join-limits'
import { joinRefused } from './join-refusal'

/** Idempotent. Also sets the session’s organization. @throws DomainError not_found, gone, conflict, sign_in_again, too_many */
export async function joinByLink(access: SelfAccess, token: string): Promise<{ slug: string }> {
  const { tenantId, userId, sessionId } = access
  await reserveJoining(tenantId, token)
  return withJoinLink({ tenantId, token, person: access }, async (tx, found) => {
    const { organization } = found
    const facts = await beginJoining(tx, found, userId)
    if (facts.state === 'live') await assertMayEnter(tx, access, found)
    const joining = await completeJoining(tx, found, facts)
    if (joining.refusal !== null) throw joinRefused(joining.refusal, { ...found, ...facts })
    const result = { slug: organization.slug }
    const [first, ...rest] = joining.events
    if (!first) return unchanged(result)
    await tx.session.update({
      where: { tenantId_id: { tenantId, id: sessionId } },
      data: { organizationId: organization.id },
    })
    return { result, events: [first, ...rest] }
  })
}
