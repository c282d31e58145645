'use client'

import { Dialog } from '@/components/ui/dialog'
import { InviteForm } from './invite-form'
import type { LoadedChoices } from './loaded-choices'

interface InviteDialogProps {
  slug: string
  organizationName: string
  choices: LoadedChoices
  onRetry: () => void
  open: boolean
  onOpenChange: (open: boolean) => void
}

export default function InviteDialog({ organizationName, open, onOpenChange, ...form }: InviteDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Invite people"
      description={`Each person gets an email with a link to join ${organizationName}.`}
      width="wide"
    >
      <InviteForm {...form} />
    </Dialog>
  )
}
