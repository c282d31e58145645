'use client'

import { MailX } from 'lucide-react'
import { useState } from 'react'
import { useExpectEach } from '@/components/form/expected-rows'
import { Form, type FormAction } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { actionButton } from './action-button'

interface RevokeDialogProps {
  action: FormAction
  undo: FormAction
  id: string
  email: string
  isCompact: boolean
}

/** Without JavaScript only where there is room for it: on the invitation’s own page. */
export function RevokeDialog({ action, undo, id, email, isCompact }: RevokeDialogProps) {
  const [isOpen, setOpen] = useState(false)
  const onStart = useExpectEach('id', { leaving: 'Revoking…' })
  const onUndo = useExpectEach('id', { isPending: true })
  const button = actionButton({ label: 'Revoke', icon: MailX, isCompact })
  const dialog = {
    title: `Revoke the invitation to ${email}?`,
    description: 'Its link stops working at once. The email that was sent stays in the mailbox.',
    children: (
      <Form action={action} undo={undo} onStart={onStart} onUndo={onUndo}>
        <input type="hidden" name="id" value={id} />
        <DialogActions submit="Revoke" tone="danger" />
      </Form>
    ),
  }
  if (!isCompact) return <AlertDialog trigger={<Button {...button} />} {...dialog} />
  return (
    <span className="needs-script">
      <Button {...button} onClick={() => setOpen(true)} />
      <AlertDialog open={isOpen} onOpenChange={setOpen} {...dialog} />
    </span>
  )
}
