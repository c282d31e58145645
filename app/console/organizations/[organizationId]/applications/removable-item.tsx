import type { ReactNode } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import type { FormAction } from '@/components/form/form'
import { Button } from '@/components/ui/button'
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
        <ConfirmDialog
          act={act}
          actOn={remove.id}
          trigger={
            <Button variant="ghost" size="small" aria-label={`Remove ${name}`}>
              Remove
            </Button>
          }
          title={`Remove ${name}?`}
          description={remove.warning}
          action={remove.action}
          values={{ [remove.field]: remove.id }}
          submit="Remove"
        />
      )}
    </li>
  )
}
