'use client'

import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { decline } from './actions'
import { InvitationLinkFields, type InvitationLink } from './invitation-link-fields'

export interface DeclineDialogProps {
  link: InvitationLink
  organizationName: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

export function DeclineDialog({ link, organizationName, ...dialog }: DeclineDialogProps) {
  return (
    <AlertDialog
      {...dialog}
      title={`Decline the invitation to ${organizationName}?`}
      description="You can undo this for a minute. After that, you need a new invitation."
    >
      <Form action={decline}>
        <InvitationLinkFields {...link} />
        <DialogActions submit="Decline" tone="danger" />
      </Form>
    </AlertDialog>
  )
}
