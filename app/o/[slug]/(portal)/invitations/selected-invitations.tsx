'use client'

import { MailX, Send } from 'lucide-react'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { useExpectEach } from '@/components/form/expected-rows'
import { Form, type FormAction } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SelectedIds, SelectionBar } from '@/components/ui/selection-bar'
import { useSelection } from '@/components/ui/selection-state'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormState } from '@/lib/http/form-state'
import type { InvitationActs, InvitationRowData } from './invitation-rows'

interface SelectedInvitationsProps {
  acts: InvitationActs
  invitations: readonly InvitationRowData[]
}

export function SelectedInvitations({ acts, invitations }: SelectedInvitationsProps) {
  const { resend, revoke, undoRevoke } = acts
  const addresses = Object.fromEntries(invitations.map(({ id, email }) => [id, email]))
  const { selected, select } = useSelection()
  const expectPending = useExpectEach('id', { isPending: true })
  const [refused, setRefused] = useState<Record<string, string>>({})
  const refusals = selected.flatMap((id) => {
    const [address, reason] = [addresses[id], refused[addresses[id] ?? '']]
    return address === undefined || reason === undefined ? [] : [{ address, reason }]
  })

  /** Those that could not be sent again stay selected. */
  function keepRefused(state: FormState) {
    const skipped = state.status === 'done' ? (state.skipped ?? {}) : {}
    setRefused(skipped)
    select(selected.filter((id) => (addresses[id] ?? '') in skipped))
  }

  return (
    <SelectionBar notice={refusals.length > 0 && <Refusals refusals={refusals} />}>
      {resend && (
        <Form
          action={resend}
          onStart={expectPending}
          onDone={keepRefused}
          className="flex min-w-0 flex-wrap items-center gap-2"
        >
          <SelectedIds name="id" />
          <SubmitButton variant="secondary" size="small">
            <Send aria-hidden strokeWidth={1.75} />
            Resend
          </SubmitButton>
        </Form>
      )}
      {revoke && <RevokeSelected action={revoke} undo={undoRevoke} />}
    </SelectionBar>
  )
}

function Refusals({ refusals }: { refusals: { address: string; reason: string }[] }) {
  return (
    <Notice tone="warning" role="alert" title="Not sent again">
      <ul className="max-h-40 overflow-y-auto text-sm">
        {refusals.map(({ address, reason }) => (
          <li key={address} className="wrap-anywhere">
            <span className="font-medium text-foreground">{address}</span>: {reason}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function RevokeSelected({ action, undo }: { action: FormAction; undo: FormAction }) {
  const { selected } = useSelection()
  const [isOpen, setOpen] = useState(false)
  const onStart = useExpectEach('id', { leaving: 'Revoking…' })
  const onUndo = useExpectEach('id', { isPending: true })
  const isOne = selected.length === 1
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        <MailX aria-hidden strokeWidth={1.75} />
        Revoke
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={isOne ? 'Revoke this invitation?' : `Revoke ${selected.length} invitations?`}
        description={
          isOne
            ? 'Its link stops working at once. The email that was sent stays in the mailbox.'
            : 'Their links stop working at once. The emails that were sent stay in the mailboxes.'
        }
        action={action}
        undo={undo}
        onStart={onStart}
        onUndo={onUndo}
        submit="Revoke"
      >
        <SelectedIds name="id" />
      </ConfirmDialog>
    </>
  )
}
