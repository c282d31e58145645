import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { SubmitButton } from '@/components/ui/submit-button'
import type { User } from '@/lib/domain/users/read-user'
import { block, unblock } from '../actions'

export function BlockUser({ user: { id, name, isBlocked } }: { user: User }) {
  if (isBlocked) {
    return (
      <Form action={unblock} act="unblock-user" undo={block}>
        <input type="hidden" name="user_id" value={id} />
        <SubmitButton variant="secondary">Unblock</SubmitButton>
      </Form>
    )
  }
  return (
    <AlertDialog
      trigger={<Button>Block</Button>}
      title={`Block ${name}?`}
      description="They are signed out everywhere at once, in applications too, and cannot sign in until they are unblocked. They stay a member of their organizations."
    >
      <Form action={block} undo={unblock}>
        <input type="hidden" name="user_id" value={id} />
        <DialogActions submit="Block" tone="danger" />
      </Form>
    </AlertDialog>
  )
}
