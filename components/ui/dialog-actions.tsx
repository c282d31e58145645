'use client'

import { Button } from './button'
import { useCloseDialog } from './dialog-context'
import { SubmitButton } from './submit-button'

export interface DialogActionsProps {
  submit: string
  tone?: 'primary' | 'danger'
}

export function DialogActions({ submit, tone = 'primary' }: DialogActionsProps) {
  const close = useCloseDialog()
  return (
    <div className="mt-2 flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse max-sm:items-stretch">
      <Button onClick={close} className="needs-script">
        Cancel
      </Button>
      <SubmitButton variant={tone}>{submit}</SubmitButton>
    </div>
  )
}
