'use client'

import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'
import { nextControl } from '@/components/form/form-controls'
import { DialogFrame, type DialogState } from './dialog-frame'

/** `title` is a question that names the subject: “Remove Ben from Acme?” */
export interface AlertDialogProps extends DialogState {
  description: ReactNode
}

export function AlertDialog({ description, ...dialog }: AlertDialogProps) {
  const head = (
    <div className="flex flex-col gap-2">
      <BaseAlertDialog.Title className="text-lg font-semibold">{dialog.title}</BaseAlertDialog.Title>
      <BaseAlertDialog.Description render={<div />} className="text-muted-foreground">
        {description}
      </BaseAlertDialog.Description>
    </div>
  )
  return (
    <DialogFrame
      role="alertdialog"
      dialog={dialog}
      head={head}
      plainText={<div className="text-muted-foreground">{description}</div>}
      firstFocus={(popup, _, continued) => !continued || nextControl(popup, continued)}
    />
  )
}
