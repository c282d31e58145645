import { type ExpectedRow, useExpectEach } from '@/components/form/expected-rows'
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
  /** Of each selected member, until the server answers, and of each that the Undo is about. */
  expected: { done: ExpectedRow; undone?: ExpectedRow }
  tone?: 'danger' | 'primary'
  revocable?: Revocable
}

/** A button of the selection’s bar, and its question. */
export function BulkAct({ name, title, text, tone = 'danger', revocable, expected, ...act }: BulkActProps) {
  const onStart = useExpectEach('user_id', expected.done)
  const onUndo = useExpectEach('user_id', expected.undone ?? {})
  return (
    <AlertDialog trigger={<Button size="small">{name}</Button>} title={title} description={text}>
      <Form {...act} onStart={onStart} onUndo={onUndo}>
        <SelectedIds name="user_id" />
        {revocable && <RevocationChoice by="they" {...revocable} />}
        <DialogActions submit={name} tone={tone} />
      </Form>
    </AlertDialog>
  )
}
