import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { deleteMine } from './actions'

export function DeleteAccount({ email }: { email: string }) {
  return (
    <div>
      <AlertDialog
        act="delete-account"
        trigger={<Button variant="danger">Delete account</Button>}
        title="Delete your account?"
        description="You leave all your organizations and are signed out everywhere. This cannot be undone."
      >
        <Form action={deleteMine}>
          <Field
            name="confirmation"
            label={
              <>
                Type <span className="font-semibold wrap-anywhere select-all">{email}</span> to delete it
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
