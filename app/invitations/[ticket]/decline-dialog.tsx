'use client'

import { ConfirmDialog } from '@/components/form/confirm-dialog'
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
    <ConfirmDialog
      {...dialog}
      title={`Decline the invitation to ${organizationName}?`}
      description="You can undo this for a minute. After that, you need a new invitation."
      action={decline}
      submit="Decline"
    >
      <InvitationLinkFields {...link} />
    </ConfirmDialog>
  )
}
