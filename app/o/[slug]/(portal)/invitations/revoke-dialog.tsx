'use client'

import { Form, type FormAction } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'

interface RevokeDialogProps {
  action: FormAction
  id: string
  email: string
}

export function RevokeDialog({ action, id, email }: RevokeDialogProps) {
  return (
    <AlertDialog
      trigger={
        <Button variant="ghost" size="small">
          Revoke
        </Button>
      }
      title={`Revoke the invitation to ${email}?`}
      description="Its link stops working at once. You can invite the person again later."
    >
      <Form action={action}>
        <input type="hidden" name="id" value={id} />
        <DialogActions submit="Revoke" tone="danger" />
      </Form>
    </AlertDialog>
  )
}
