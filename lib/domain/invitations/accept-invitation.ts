import type { SelfAccess } from '@/lib/access'
import { assertMayEnter } from './assert-may-enter'
import { completeAcceptance } from './complete-acceptance'
import { withTicket } from './find-by-ticket'

/** Idempotent. Also sets the session’s organization. @throws DomainError not_found, gone, conflict, sign_in_again */
export function acceptInvitation(access: SelfAccess, ticket: string): Promise<{ slug: string }> {
  const { tenantId, userId, sessionId } = access
  return withTicket({ tenantId, ticket, person: access }, async (tx, found) => {
    await assertMayEnter(tx, access, found)
    const { events, mails } = await completeAcceptance(tx, found, userId)
    await tx.session.update({
      where: { tenantId_id: { tenantId, id: sessionId } },
      data: { organizationId: found.organization.id },
    })
    const [first, ...rest] = events
    const result = { slug: found.organization.slug }
    return first ? { result, events: [first, ...rest], mails } : { result, events: 'unchanged' }
  })
}
