import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { removeAccount } from './actions'

export function RemoveDialog() {
  return (
    <AlertDialog
      trigger={<Button>Remove API key</Button>}
      title="Remove your API key?"
      description="Your address and the webhook’s signing secret are removed with it. Emails are then sent from the address of this installation."
    >
      <Form action={removeAccount}>
        <DialogActions submit="Remove" tone="danger" />
      </Form>
    </AlertDialog>
  )
}
