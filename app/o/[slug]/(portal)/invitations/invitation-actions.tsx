import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import { linkOf, resend, revoke, undoRevoke } from './actions'
import { CopyLink } from './copy-link'
import { ResendForm } from './resend-form'
import { RevokeDialog } from './revoke-dialog'

interface InvitationActionsProps {
  slug: string
  invitation: InvitationDetails
  maySend: boolean
  mayRevoke: boolean
}

export function InvitationActions({ slug, invitation, maySend, mayRevoke }: InvitationActionsProps) {
  const { id, email, state, isOpen, isResendable } = invitation
  return (
    <div className="flex flex-wrap items-start gap-2">
      {maySend && isResendable && <ResendForm action={resend.bind(null, slug)} id={id} />}
      {maySend && state === 'pending' && <CopyLink action={linkOf.bind(null, slug)} id={id} />}
      {mayRevoke && isOpen && (
        <RevokeDialog
          action={revoke.bind(null, slug)}
          undo={undoRevoke.bind(null, slug)}
          id={id}
          email={email}
        />
      )}
    </div>
  )
}
