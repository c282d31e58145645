import type { ReactNode } from 'react'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { FormValues } from '@/lib/http/form-state'
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
  continued?: FormValues | null
  /** Hidden fields. */
  children?: ReactNode
}

/** For what nobody should delete by a slip of the hand. */
export function TypedDeleteDialog(props: TypedDeleteDialogProps) {
  const { action, noun, title, description, typed, isPerson = false, continued = null, children } = props
  return (
    <AlertDialog
      defaultOpen={continued !== null}
      trigger={<Button variant="danger">Delete {noun}</Button>}
      title={title}
      description={description}
    >
      <Form action={action} continued={continued}>
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
