'use client'

import { Button } from './button'
import { useCloseDialog } from './dialog-context'
import { SubmitButton } from './submit-button'

export interface DialogActionsProps {
  /** The label of the submit button: “Send invitations”, “Remove”. */
  submit: string
  cancel?: string
  tone?: 'primary' | 'danger'
}

/** The last line of a form in a dialog: cancel or submit. */
export function DialogActions({ submit, cancel = 'Cancel', tone = 'primary' }: DialogActionsProps) {
  const close = useCloseDialog()
  return (
    <div className="mt-2 flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse max-sm:items-stretch">
      <Button onClick={close} className="needs-script">
        {cancel}
      </Button>
      <SubmitButton variant={tone}>{submit}</SubmitButton>
    </div>
  )
}
