import type { ReactElement } from 'react'
import { Form, type FormAction } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { DialogActions } from '@/components/ui/dialog-actions'

interface AskFirstProps {
  trigger: ReactElement
  title: string
  description: string
  submit: string
  action: FormAction
  undo?: FormAction
  id: string
}

export function AskFirst({ action, undo, id, submit, ...dialog }: AskFirstProps) {
  return (
    <AlertDialog {...dialog}>
      <Form action={action} undo={undo}>
        <input type="hidden" name="id" value={id} />
        <DialogActions submit={submit} tone="danger" />
      </Form>
    </AlertDialog>
  )
}
