import { Form, type FormAction } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { SelectedIds } from '@/components/ui/selection-bar'
import { type Revocable, RevocationChoice } from './revocation-choice'

interface BulkActProps {
  name: string
  title: string
  text: string
  action: FormAction
  undo?: FormAction
  tone?: 'danger' | 'primary'
  revocable?: Revocable
}

/** A button of the selection’s bar, and its question. */
export function BulkAct({ name, title, text, action, undo, tone = 'danger', revocable }: BulkActProps) {
  return (
    <AlertDialog trigger={<Button size="small">{name}</Button>} title={title} description={text}>
      <Form action={action} undo={undo}>
        <SelectedIds name="user_id" />
        {revocable && <RevocationChoice by="they" {...revocable} />}
        <DialogActions submit={name} tone={tone} />
      </Form>
    </AlertDialog>
  )
}
