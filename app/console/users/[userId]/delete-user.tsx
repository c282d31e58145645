import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { User } from '@/lib/domain/users/read-user'
import { deleteForGood } from '../actions'

export function DeleteUser({ user: { id, name, email } }: { user: User }) {
  return (
    <div>
      <AlertDialog
        act="delete-user"
        trigger={<Button variant="danger">Delete user</Button>}
        title={`Delete ${name}?`}
        description="They are signed out everywhere and leave all organizations, even as the only owner. Their account, roles, sign-in methods, sessions and metadata go, and their name and address are erased. This cannot be undone."
      >
        <Form action={deleteForGood}>
          <input type="hidden" name="user_id" value={id} />
          <Field
            name="confirmation"
            label={
              <>
                Type <span className="font-semibold wrap-anywhere select-all">{email}</span> to delete them
              </>
            }
          >
            <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </Field>
          <DialogActions submit="Delete" tone="danger" />
        </Form>
      </AlertDialog>
    </div>
  )
}
