import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Client } from '@/lib/domain/clients/read-client'
import { remove } from '../actions'

export function DeleteDialog({ client: { id, name } }: { client: Client }) {
  return (
    <AlertDialog
      act="delete-application"
      trigger={<Button variant="danger">Delete application</Button>}
      title={`Delete ${name}?`}
      description="People can no longer sign in to it, and its tokens end. This can’t be undone."
    >
      <Form action={remove}>
        <input type="hidden" name="client_id" value={id} />
        <Field
          name="confirmation"
          label={
            <>
              Type <span className="select-all">{name}</span> to delete it
            </>
          }
        >
          <Input autoComplete="off" />
        </Field>
        <DialogActions submit="Delete" tone="danger" />
      </Form>
    </AlertDialog>
  )
}
