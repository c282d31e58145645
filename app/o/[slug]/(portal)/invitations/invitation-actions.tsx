import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import { linkOf, resend, revoke, undoRevoke } from './actions'
import { CopyLink } from './copy-link'
import { ResendForm } from './resend-form'
import { RevokeDialog } from './revoke-dialog'

const linkCopied = 'Link copied. To use it, people first enter a code that we send to the invited address.'

export interface InvitationActionsProps {
  slug: string
  invitation: InvitationDetails
  maySend: boolean
  mayRevoke: boolean
  /** Icons, in the row of a table. */
  isCompact?: boolean
}

export function InvitationActions(props: InvitationActionsProps) {
  const { slug, invitation, maySend, mayRevoke, isCompact = false } = props
  const { id, email, state, isOpen, isResendable } = invitation
  const mayResend = maySend && isResendable
  const button = { id, isCompact }
  return (
    <div className={isCompact ? 'flex justify-end' : 'flex flex-wrap items-start gap-2'}>
      {mayResend && <ResendForm action={resend.bind(null, slug)} {...button} />}
      {maySend && state === 'pending' && (
        <CopyLink action={linkOf.bind(null, slug)} {...button} name="Invitation link" copied={linkCopied} />
      )}
      {mayRevoke && isOpen && (
        <RevokeDialog
          action={revoke.bind(null, slug)}
          undo={undoRevoke.bind(null, slug)}
          email={email}
          {...button}
        />
      )}
    </div>
  )
}
