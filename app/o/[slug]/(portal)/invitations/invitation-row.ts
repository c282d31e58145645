import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import type { InvitationRowData } from './invitation-rows'

export function invitationRow(invitation: InvitationDetails): InvitationRowData {
  const { id, email, inviteeName, state, inviterName, sentAt, expiresAt, roles, emailProblem } = invitation
  return {
    id,
    email,
    state,
    inviterName,
    sentAt,
    expiresAt,
    roles: roles.map(({ name }) => ({ name })),
    ...(inviteeName !== null && { inviteeName }),
    ...(emailProblem && { emailProblem }),
    ...(invitation.isOpen && { isOpen: true as const }),
    ...(invitation.isResendable && { isResendable: true as const }),
  }
}
