'use client'

import { useState } from 'react'
import { useExpectEach } from '@/components/form/expected-rows'
import { Form, type FormAction } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { RowIcon } from '@/components/ui/row-icon'

interface RevokeDialogProps {
  action: FormAction
  undo: FormAction
  id: string
  email: string
}

/** On the invitation’s own page. */
export function RevokeDialog({ email, ...form }: RevokeDialogProps) {
  return (
    <AlertDialog
      {...wordsFor(email)}
      trigger={
        <Button>
          <RowIcon name="revoke" />
          Revoke
        </Button>
      }
    >
      <RevokeForm {...form} />
    </AlertDialog>
  )
}

/** In the row of a table, with JavaScript alone: without it the invitation’s own page has the room. */
export function RevokeInRow({ email, ...form }: RevokeDialogProps) {
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
      {isOpen !== undefined && (
        <AlertDialog {...wordsFor(email)} open={isOpen} onOpenChange={setOpen}>
          <RevokeForm {...form} />
        </AlertDialog>
      )}
    </>
  )
}

function wordsFor(email: string) {
  return {
    title: `Revoke the invitation to ${email}?`,
    description: 'Its link stops working at once. The email that was sent stays in the mailbox.',
  }
}

function RevokeForm({ action, undo, id }: Omit<RevokeDialogProps, 'email'>) {
  const onStart = useExpectEach('id', { leaving: 'Revoking…' })
  const onUndo = useExpectEach('id', { isPending: true })
  return (
    <Form action={action} undo={undo} onStart={onStart} onUndo={onUndo}>
      <input type="hidden" name="id" value={id} />
      <DialogActions submit="Revoke" tone="danger" />
    </Form>
  )
}
