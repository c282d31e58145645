import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Api } from '@/lib/domain/apis/read-api'
import { removeApi } from './actions'

export function DeleteApiDialog({ api: { id, name, permissions } }: { api: Api }) {
  const count = permissions.length === 1 ? '1 permission' : `${permissions.length} permissions`
  return (
    <AlertDialog
      act="delete-api"
      trigger={<Button variant="danger">Delete API</Button>}
      title={`Delete ${name}?`}
      description={`Everyone loses its ${count}. This can’t be undone.`}
    >
      <Form action={removeApi}>
        <input type="hidden" name="api_id" value={id} />
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
