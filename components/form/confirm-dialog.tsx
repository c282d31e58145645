import type { ReactNode } from 'react'
import { AlertDialog, type AlertDialogProps } from '@/components/ui/alert-dialog'
import { DialogActions, type DialogActionsProps } from '@/components/ui/dialog-actions'
import { Form, type FormProps } from './form'

export type ConfirmDialogProps = Omit<AlertDialogProps, 'children'> &
  Pick<FormProps, 'action' | 'undo' | 'values' | 'onStart' | 'onUndo'> &
  Pick<DialogActionsProps, 'submit' | 'tone'> & {
    /** Fields to fill in. */
    children?: ReactNode
  }

/** Asks before it runs an action. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { action, undo, onStart, onUndo, submit, tone = 'danger', values, children, ...dialog } = props
  return (
    <AlertDialog {...dialog}>
      <Form action={action} undo={undo} values={values} onStart={onStart} onUndo={onUndo}>
        {children}
        <DialogActions submit={submit} tone={tone} />
      </Form>
    </AlertDialog>
  )
}
