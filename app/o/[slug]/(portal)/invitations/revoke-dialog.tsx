'use client'

import { useState } from 'react'
import { ConfirmDialog, type ConfirmDialogProps } from '@/components/form/confirm-dialog'
import { useExpectEach } from '@/components/form/expected-rows'
import type { FormAction } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { RowIcon } from '@/components/ui/row-icon'

interface RevokeDialogProps {
  action: FormAction
  undo: FormAction
  id: string
  email: string
}

type RevokeQuestionProps = RevokeDialogProps & Pick<ConfirmDialogProps, 'trigger' | 'open' | 'onOpenChange'>

/** On the invitation’s own page. */
export function RevokeDialog(props: RevokeDialogProps) {
  return (
    <RevokeQuestion
      {...props}
      trigger={
        <Button>
          <RowIcon name="revoke" />
          Revoke
        </Button>
      }
    />
  )
}

/** In the row of a table, with JavaScript alone: without it the invitation’s own page has the room. */
export function RevokeInRow(props: RevokeDialogProps) {
  const [isOpen, setOpen] = useState<boolean>()
  return (
    <>
      <Button
        variant="ghost"
        size="compact"
        className="needs-script"
        aria-label="Revoke"
        title="Revoke"
        onClick={() => setOpen(true)}
      >
        <RowIcon name="revoke" />
      </Button>
      {isOpen !== undefined && <RevokeQuestion {...props} open={isOpen} onOpenChange={setOpen} />}
    </>
  )
}

function RevokeQuestion({ id, email, ...dialog }: RevokeQuestionProps) {
  return (
    <ConfirmDialog
      {...dialog}
      title={`Revoke the invitation to ${email}?`}
      description="Its link stops working at once. The email that was sent stays in the mailbox."
      onStart={useExpectEach('id', { leaving: 'Revoking…' })}
      onUndo={useExpectEach('id', { isPending: true })}
      values={{ id }}
      submit="Revoke"
    />
  )
}
