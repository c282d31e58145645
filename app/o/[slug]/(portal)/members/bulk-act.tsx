import { ConfirmDialog, type ConfirmDialogProps } from '@/components/form/confirm-dialog'
import { type ExpectedRow, useExpectEach } from '@/components/form/expected-rows'
import { Button } from '@/components/ui/button'
import { SelectedIds } from '@/components/ui/selection-bar'
import { type Revocable, RevocationChoice } from './revocation-choice'

type BulkActProps = Pick<ConfirmDialogProps, 'title' | 'description' | 'action' | 'undo' | 'tone'> & {
  name: string
  /** Of each selected member, until the server answers, and of each that the Undo is about. */
  expected: { done: ExpectedRow; undone?: ExpectedRow }
  revocable?: Revocable
}

/** A button of the selection’s bar, and its question. */
export function BulkAct({ name, revocable, expected, ...dialog }: BulkActProps) {
  const onStart = useExpectEach('user_id', expected.done)
  const onUndo = useExpectEach('user_id', expected.undone ?? {})
  return (
    <ConfirmDialog
      {...dialog}
      trigger={<Button size="small">{name}</Button>}
      onStart={onStart}
      onUndo={onUndo}
      submit={name}
    >
      <SelectedIds name="user_id" />
      {revocable && <RevocationChoice by="they" {...revocable} />}
    </ConfirmDialog>
  )
}
