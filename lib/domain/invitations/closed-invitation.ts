import { DomainError } from '@/lib/errors'
import type { Ticketed, TicketState } from './find-by-ticket'

/** The refusal for whoever tries to use a ticket that no longer works. */
export function closedInvitation(found: Pick<Ticketed, 'state' | 'invitation'>): DomainError {
  return new DomainError('gone', sentences[found.state](found.invitation.inviterName))
}

const sentences: Record<TicketState, (inviter: string) => string> = {
  pending: () => 'This invitation was changed a moment ago. Open its link again.',
  accepted: () => 'This invitation has already been accepted.',
  declined: (inviter) => `This invitation was declined. Ask ${inviter} for a new one.`,
  revoked: (inviter) => `This invitation was revoked. Ask ${inviter} for a new one.`,
  expired: (inviter) => `This invitation has expired. Ask ${inviter} for a new one.`,
  superseded: () => 'A newer invitation was sent. Open the link in the latest email.',
  unavailable: () => 'This organization is not available right now.',
}
