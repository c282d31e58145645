import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog'

type TypedDeleteDialogProps = Pick<
  ConfirmDialogProps,
  'act' | 'title' | 'description' | 'action' | 'values'
> & {
  /** What the button deletes: `application`. */
  noun: string
  /** What has to be typed. */
  typed: string
  isPerson?: boolean
}

/** For what is not deleted by mistake. */
export function TypedDeleteDialog({ noun, typed, isPerson = false, ...dialog }: TypedDeleteDialogProps) {
  return (
    <ConfirmDialog {...dialog} trigger={<Button variant="danger">Delete {noun}</Button>} submit="Delete">
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
    </ConfirmDialog>
  )
}
