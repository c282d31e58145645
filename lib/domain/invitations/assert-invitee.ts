import type { SelfAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, signInAgain } from '@/lib/errors'
import type { Ticketed } from './find-by-ticket'

/** Signed out only with an emailed ticket. @throws DomainError conflict, sign_in_again */
export async function assertInvitee(tx: Tx, person: SelfAccess | null, found: Ticketed): Promise<void> {
  const { tenantId, invitation, purpose } = found
  if (person === null) {
    if (purpose !== 'mailed') throw signInAgain()
    return
  }
  const [status] = await tx.$queryRaw<{ address: string }[]>`
    SELECT u.email_folded AS address
    FROM foyer.session_status(NULL, ${person.userId}, ${person.sessionId}) st
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = ${person.userId}
    WHERE st.refusal IS NULL`
  if (!status) throw signInAgain()
  if (status.address === invitation.emailFolded) return
  throw new DomainError('conflict', 'This invitation is for another address. Sign in with that one.')
}

/** Who answers: the signed-in user, or the invitee by the ticket alone. */
export function inviteeActor(person: SelfAccess | null, { invitation }: Ticketed): Required<Event>['actor'] {
  return person ? { kind: 'user', id: person.userId } : { kind: 'invitee', id: invitation.id }
}
