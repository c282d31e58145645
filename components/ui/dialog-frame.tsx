'use client'

import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { useId, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { ActContext, formIdFrom, useContinued, type ActProps } from '@/components/form/continued'
import type { KeptForm } from '@/lib/http/form-state'
import { classNames } from './class-names'
import { closedDialog, isServer } from './closed-trigger'
import { DialogContext } from './dialog-context'
import { backdropStyles, panelStyles } from './dialog-styles'
import { Disclosure } from './disclosure'

export interface DialogState extends ActProps {
  /** Leave it out if you control `open`. */
  trigger?: ReactElement
  /** With what it acts on, it names the form: no other dialog of the page has both. */
  title: string
  open?: boolean | undefined
  onOpenChange?: ((open: boolean) => void) | undefined
  children: ReactNode
}

interface DialogFrameProps {
  dialog: DialogState
  role: 'dialog' | 'alertdialog'
  head: ReactNode
  /** Above the form, without JavaScript. */
  plainText?: ReactNode
  className?: string | undefined
  firstFocus: (popup: HTMLElement | null, by: string, continued: KeptForm | null) => HTMLElement | boolean
}

/** Open at first where an act continues after a new sign-in. */
export function DialogFrame({ dialog, role, head, plainText, className, firstFocus }: DialogFrameProps) {
  const { trigger, title, open, onOpenChange, act, actOn, children } = dialog
  const id = useId()
  const formId = formIdFrom(title, actOn)
  const continued = useContinued({ act, actOn, formId })
  const [isOpen, setOpen] = useState(continued !== null)
  const popup = useRef<HTMLDivElement>(null)
  const { Root, Trigger } = role === 'dialog' ? BaseDialog : BaseAlertDialog
  function change(next: boolean) {
    setOpen(next)
    onOpenChange?.(next)
  }
  const form = <ActContext value={{ act, actOn, formId }}>{children}</ActContext>
  const plain = trigger && (
    <Disclosure title={title} isOpen={continued !== null}>
      {plainText}
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
      <Root open={open ?? isOpen} onOpenChange={change}>
        {trigger && <Trigger id={id} render={trigger} className="needs-script" />}
        {plain}
        <BaseDialog.Portal>
          <BaseDialog.Backdrop className={backdropStyles} />
          <BaseDialog.Popup
            ref={popup}
            initialFocus={(by) => firstFocus(popup.current, by, continued)}
            className={classNames(panelStyles, className)}
          >
            {head}
            {form}
          </BaseDialog.Popup>
        </BaseDialog.Portal>
      </Root>
    </DialogContext>
  )
}
