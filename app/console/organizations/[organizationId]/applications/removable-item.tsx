import type { ReactNode } from 'react'
import { Form, type FormAction } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import type { ContinuedAct } from '@/lib/http/continued-acts'

interface RemovableItemProps {
  act?: ContinuedAct
  name: string
  text: ReactNode
  /** Null: the reader may not. */
  remove: { action: FormAction; field: string; id: string; warning: string } | null
  children?: ReactNode
}

export function RemovableItem({ act, name, text, remove, children }: RemovableItemProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-b py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
          {name} {children}
        </p>
        <p className="text-sm wrap-anywhere text-muted-foreground">{text}</p>
      </div>
      {remove && (
        <AlertDialog
          act={act}
          actOn={remove.id}
          trigger={
            <Button variant="ghost" size="small" aria-label={`Remove ${name}`}>
              Remove
            </Button>
          }
          title={`Remove ${name}?`}
          description={remove.warning}
        >
          <Form action={remove.action}>
            <input type="hidden" name={remove.field} value={remove.id} />
            <DialogActions submit="Remove" tone="danger" />
          </Form>
        </AlertDialog>
      )}
    </li>
  )
}
