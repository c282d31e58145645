'use client'

import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { nextControl } from '@/components/form/form-controls'
import type { KeptForm } from '@/lib/http/form-state'
import { buttonStyles } from './button'
import { classNames } from './class-names'
import { DialogFrame, type DialogState } from './dialog-frame'

export interface DialogProps extends DialogState {
  description?: ReactNode
  width?: 'narrow' | 'wide'
}

/** A `<Form>` inside closes it after success. Without JavaScript a disclosure replaces the dialog. */
export function Dialog({ description, width = 'narrow', ...dialog }: DialogProps) {
  return (
    <DialogFrame
      role="dialog"
      dialog={dialog}
      head={<DialogHead title={dialog.title} description={description} />}
      className={width === 'wide' ? 'sm:max-w-form' : undefined}
      firstFocus={firstFocus}
    />
  )
}

function DialogHead({ title, description }: Pick<DialogProps, 'title' | 'description'>) {
  return (
    <div className="flex flex-col">
      <div className="flex items-start justify-between gap-4">
        <BaseDialog.Title className="min-w-0 pt-1.5 text-lg font-semibold">{title}</BaseDialog.Title>
        <BaseDialog.Close
          aria-label="Close"
          className={classNames(buttonStyles({ variant: 'ghost', size: 'icon' }), '-mr-2')}
        >
          <X aria-hidden strokeWidth={1.75} />
        </BaseDialog.Close>
      </div>
      {description && (
        <BaseDialog.Description className="text-muted-foreground">{description}</BaseDialog.Description>
      )}
    </div>
  )
}

/** Focuses a field rather than the close button; on touch nothing, since the keyboard would cover the content. */
function firstFocus(
  popup: HTMLElement | null,
  by: string,
  continued: KeptForm | null,
): HTMLElement | boolean {
  if (continued) return nextControl(popup, continued)
  if (by === 'touch') return true
  const fields = 'input:not([type="hidden"], [aria-hidden="true"]), textarea, select, [role="combobox"]'
  return popup?.querySelector<HTMLElement>(fields) ?? true
}
