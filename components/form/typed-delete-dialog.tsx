import type { ReactNode } from 'react'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import { Form, type FormProps } from './form'

interface TypedDeleteDialogProps {
  action: FormProps['action']
  /** What the button deletes: `application`. */
  noun: string
  title: string
  description: string
  /** What has to be typed. */
  typed: string
  isPerson?: boolean
  act: ContinuedAct
  /** Hidden fields. */
  children?: ReactNode
}

/** For what is not deleted by mistake. */
export function TypedDeleteDialog(props: TypedDeleteDialogProps) {
  const { action, noun, title, description, typed, isPerson = false, act, children } = props
  return (
    <AlertDialog
      act={act}
      trigger={<Button variant="danger">Delete {noun}</Button>}
      title={title}
      description={description}
    >
      <Form action={action}>
        {children}
        <Field
          name="confirmation"
          label={
            <>
              Type <span className="font-semibold wrap-anywhere select-all">{typed}</span> to delete{' '}
              {isPerson ? 'them' : 'it'}
            </>
          }
        >
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Field>
        <DialogActions submit="Delete" tone="danger" />
      </Form>
    </AlertDialog>
  )
}
