import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import { linkOf, resend, revoke } from './actions'
import { CopyLink } from './copy-link'
import { ResendForm } from './resend-form'
import { RevokeDialog } from './revoke-dialog'

export interface InvitationActionsProps {
  slug: string
  invitation: InvitationDetails
  maySend: boolean
  mayRevoke: boolean
}

export function InvitationActions({ slug, invitation, maySend, mayRevoke }: InvitationActionsProps) {
  const { id, email, state, isOpen, isResendable } = invitation
  const mayResend = maySend && isResendable
  if (!mayResend && !isOpen) return null
  return (
    <div className="flex items-start gap-1 max-wide:-ml-2.5 wide:justify-end">
      {mayResend && <ResendForm action={resend.bind(null, slug)} id={id} />}
      {maySend && state === 'pending' && <CopyLink action={linkOf.bind(null, slug)} id={id} />}
      {mayRevoke && isOpen && <RevokeDialog action={revoke.bind(null, slug)} id={id} email={email} />}
    </div>
  )
}
