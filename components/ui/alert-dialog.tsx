'use client'

import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog'
import { useId, type ReactElement, type ReactNode } from 'react'
import { nextControl } from '@/components/form/next-control'
import { closedDialog, isServer } from './closed-trigger'
import { DialogContext } from './dialog-context'
import { Disclosure } from './disclosure'
import { backdropStyles, panelStyles } from './dialog-styles'
import { type DialogState, useDialog } from './use-dialog'

export interface AlertDialogProps extends DialogState {
  trigger?: ReactElement
  /** A question that names the subject: “Remove Ben from Acme?” */
  title: string
  description: ReactNode
  /** A `<Form>` that ends with `<DialogActions submit="Remove" tone="danger" />`. */
  children: ReactNode
}

export function AlertDialog({ trigger, title, description, ...state }: AlertDialogProps) {
  const { continued, isOpen, change, popup, form } = useDialog(state)
  const id = useId()
  const plain = trigger && (
    <Disclosure title={title} isOpen={continued !== null}>
      <div className="text-muted-foreground">{description}</div>
      {form}
    </Disclosure>
  )
  if (isServer)
    return (
      <>
        {closedDialog(trigger, id)}
        {plain}
      </>
    )
  return (
    <DialogContext value={() => change(false)}>
      <BaseAlertDialog.Root open={isOpen} onOpenChange={change}>
        {trigger && <BaseAlertDialog.Trigger id={id} render={trigger} className="needs-script" />}
        {plain}
        <BaseAlertDialog.Portal>
          <BaseAlertDialog.Backdrop className={backdropStyles} />
          <BaseAlertDialog.Popup
            ref={popup}
            initialFocus={() => !continued || nextControl(popup.current, continued)}
            className={panelStyles}
          >
            <div className="flex flex-col gap-2">
              <BaseAlertDialog.Title className="text-lg font-semibold">{title}</BaseAlertDialog.Title>
              <BaseAlertDialog.Description render={<div />} className="text-muted-foreground">
                {description}
              </BaseAlertDialog.Description>
            </div>
            {form}
          </BaseAlertDialog.Popup>
        </BaseAlertDialog.Portal>
      </BaseAlertDialog.Root>
    </DialogContext>
  )
}
