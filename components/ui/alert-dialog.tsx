'use client'

import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog'
import { useState, type ReactElement, type ReactNode } from 'react'
import { DialogContext } from './dialog-context'
import { Disclosure } from './disclosure'
import { backdropStyles, panelStyles } from './dialog-styles'

export interface AlertDialogProps {
  trigger?: ReactElement
  /** A question that names the subject: “Remove Ben from Acme?” */
  title: string
  description: ReactNode
  open?: boolean
  /** Opens on the first render, to continue after a new sign-in. */
  defaultOpen?: boolean
  onOpenChange?: (open: boolean) => void
  /** A `<Form>` that ends with `<DialogActions submit="Remove" tone="danger" />`. */
  children: ReactNode
}

export function AlertDialog({
  trigger,
  title,
  description,
  open,
  defaultOpen = false,
  onOpenChange,
  children,
}: AlertDialogProps) {
  const [isOpen, setOpen] = useState(defaultOpen)
  function change(next: boolean) {
    setOpen(next)
    onOpenChange?.(next)
  }
  return (
    <DialogContext value={() => change(false)}>
      <BaseAlertDialog.Root open={open ?? isOpen} onOpenChange={change}>
        {trigger && <BaseAlertDialog.Trigger render={trigger} className="needs-script" />}
        {trigger && (
          <Disclosure title={title} isOpen={defaultOpen}>
            <div className="text-muted-foreground">{description}</div>
            {children}
          </Disclosure>
        )}
        <BaseAlertDialog.Portal>
          <BaseAlertDialog.Backdrop className={backdropStyles} />
          <BaseAlertDialog.Popup className={panelStyles}>
            <div className="flex flex-col gap-2">
              <BaseAlertDialog.Title className="text-lg font-semibold">{title}</BaseAlertDialog.Title>
              <BaseAlertDialog.Description render={<div />} className="text-muted-foreground">
                {description}
              </BaseAlertDialog.Description>
            </div>
            {children}
          </BaseAlertDialog.Popup>
        </BaseAlertDialog.Portal>
      </BaseAlertDialog.Root>
    </DialogContext>
  )
}
