'use client'

import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useId, type ReactElement, type ReactNode } from 'react'
import type { ContinuedForm } from '@/lib/http/form-state'
import { nextControl } from '@/components/form/next-control'
import { buttonStyles } from './button'
import { classNames } from './class-names'
import { closedDialog, isServer } from './closed-trigger'
import { DialogContext } from './dialog-context'
import { Disclosure } from './disclosure'
import { backdropStyles, panelStyles } from './dialog-styles'
import { type DialogState, useDialog } from './use-dialog'

export interface DialogProps extends DialogState {
  /** Leave it out if you control `open`. */
  trigger?: ReactElement
  title: string
  description?: ReactNode
  width?: 'narrow' | 'wide'
}

/** A `<Form>` inside closes it after success. Without JavaScript a disclosure replaces the dialog. */
export function Dialog({ trigger, title, description, width = 'narrow', ...state }: DialogProps) {
  const { continued, isOpen, change, popup, form } = useDialog(state)
  const id = useId()
  const plain = trigger && (
    <Disclosure title={title} isOpen={continued !== null}>
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
      <BaseDialog.Root open={isOpen} onOpenChange={change}>
        {trigger && <BaseDialog.Trigger id={id} render={trigger} className="needs-script" />}
        {plain}
        <BaseDialog.Portal>
          <BaseDialog.Backdrop className={backdropStyles} />
          <BaseDialog.Popup
            ref={popup}
            initialFocus={(by) => firstFocus(popup.current, by, continued)}
            className={classNames(panelStyles, width === 'wide' && 'sm:max-w-form')}
          >
            <DialogHead title={title} description={description} />
            {form}
          </BaseDialog.Popup>
        </BaseDialog.Portal>
      </BaseDialog.Root>
    </DialogContext>
  )
}

function DialogHead({ title, description }: Pick<DialogProps, 'title' | 'description'>) {
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="flex min-w-0 flex-col gap-1 pt-1.5">
        <BaseDialog.Title className="text-lg font-semibold">{title}</BaseDialog.Title>
        {description && (
          <BaseDialog.Description className="text-muted-foreground">{description}</BaseDialog.Description>
        )}
      </div>
      <BaseDialog.Close
        aria-label="Close"
        className={classNames(buttonStyles({ variant: 'ghost', size: 'icon' }), '-mr-2')}
      >
        <X aria-hidden strokeWidth={1.75} />
      </BaseDialog.Close>
    </div>
  )
}

/** Focuses a field rather than the close button; on touch nothing, since the keyboard would cover the content. */
function firstFocus(
  popup: HTMLElement | null,
  by: string,
  continued: ContinuedForm | null,
): HTMLElement | boolean {
  if (continued) return nextControl(popup, continued)
  if (by === 'touch') return true
  const fields = 'input:not([type="hidden"], [aria-hidden="true"]), textarea, select, [role="combobox"]'
  return popup?.querySelector<HTMLElement>(fields) ?? true
}
