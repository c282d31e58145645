import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { remove } from './actions'

interface DeleteDialogProps {
  slug: string
  displayName: string
}

export function DeleteDialog({ slug, displayName }: DeleteDialogProps) {
  return (
    <AlertDialog
      act="delete-organization"
      trigger={<Button variant="danger">Delete organization</Button>}
      title={`Delete ${displayName}?`}
      description="Everyone, including you, loses access immediately. You can restore it for 30 days."
    >
      <Form action={remove.bind(null, slug)}>
        <Field
          name="confirmation"
          label={
            <>
              Type <code className="select-all">{slug}</code> to delete it
            </>
          }
        >
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} className="font-mono" />
        </Field>
        <DialogActions submit="Delete" tone="danger" />
      </Form>
    </AlertDialog>
  )
}
