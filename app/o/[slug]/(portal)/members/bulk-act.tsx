import { Form, type FormAction } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { DialogActions } from '@/components/ui/dialog-actions'
import { SelectedIds } from '@/components/ui/selection-bar'

interface BulkActProps {
  name: string
  title: string
  text: string
  action: FormAction
  undo?: FormAction
  tone?: 'danger' | 'primary'
  /** Pending invitations that the members sent. */
  invitations?: number
}

/** A button of the selection’s bar, and its question. */
export function BulkAct({ name, title, text, action, undo, tone = 'danger', invitations = 0 }: BulkActProps) {
  const which = invitations === 1 ? 'the pending invitation' : `the ${invitations} pending invitations`
  return (
    <AlertDialog trigger={<Button size="small">{name}</Button>} title={title} description={text}>
      <Form action={action} undo={undo}>
        <SelectedIds name="user_id" />
        {invitations > 0 && <Checkbox name="revoke" label={`Also revoke ${which} they sent`} />}
        <DialogActions submit={name} tone={tone} />
      </Form>
    </AlertDialog>
  )
}
