import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ListedInvitation } from '@/lib/domain/invitations/list-invitations'
import { linkOf, resend, revoke } from './actions'
import { CopyLink } from './copy-link'

export interface InvitationActionsProps {
  slug: string
  invitation: ListedInvitation
  maySend: boolean
  mayRevoke: boolean
}

/** What may be done with an open invitation. */
export function InvitationActions({ slug, invitation, maySend, mayRevoke }: InvitationActionsProps) {
  const { id, email, state } = invitation
  return (
    <div className="flex flex-wrap items-start gap-1 max-sm:-ml-2.5 sm:justify-end">
      {maySend && (
        <Form action={resend.bind(null, slug)} className="flex min-w-0 flex-col gap-1">
          <input type="hidden" name="id" value={id} />
          <SubmitButton variant="ghost" size="small" className="self-start">
            Resend
          </SubmitButton>
        </Form>
      )}
      {maySend && state === 'pending' && <CopyLink action={linkOf.bind(null, slug)} id={id} />}
      {mayRevoke && (
        <AlertDialog
          trigger={
            <Button variant="ghost" size="small">
              Revoke
            </Button>
          }
          title={`Revoke the invitation to ${email}?`}
          description="Its link stops working at once. You can invite the person again later."
        >
          <Form action={revoke.bind(null, slug)}>
            <input type="hidden" name="id" value={id} />
            <DialogActions submit="Revoke" tone="danger" />
          </Form>
        </AlertDialog>
      )}
    </div>
  )
}
