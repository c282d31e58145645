import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { User } from '@/lib/domain/users/read-user'
import { link } from './actions'

export function LinkUser({ user: { id, name } }: { user: User }) {
  return (
    <div>
      <AlertDialog
        act="link-user"
        trigger={<Button>Link another user</Button>}
        title={`Link another user to ${name}?`}
        description={`The other user’s accounts at providers then open the account of ${name}. The other user is deleted, with their memberships, roles and metadata. This cannot be undone.`}
      >
        <Form action={link}>
          <input type="hidden" name="user_id" value={id} />
          <Field name="other" label="Email or ID of the other user">
            <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </Field>
          <DialogActions submit="Link" tone="danger" />
        </Form>
      </AlertDialog>
    </div>
  )
}
