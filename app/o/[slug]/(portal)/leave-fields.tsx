'use client'

import { use } from 'react'
import { FormStateContext } from '@/components/form/form-context'
import { MemberField } from '@/components/form/member-field'
import { DialogActions } from '@/components/ui/dialog-actions'

interface LeaveFieldsProps {
  slug: string
  mayTransfer: boolean
  isContinued: boolean
}

/** The last owner, who was refused, chooses the next one. */
export function LeaveFields({ slug, mayTransfer, isContinued }: LeaveFieldsProps) {
  const state = use(FormStateContext)
  const wasRefused = state.status === 'refused' && (state.code === 'last_owner' || 'to' in state.values)
  if (!mayTransfer || !(wasRefused || isContinued)) return <DialogActions submit="Leave" tone="danger" />
  return (
    <>
      <MemberField slug={slug} name="to" label="New owner" help="They get your ownership, and you leave." />
      <DialogActions submit="Transfer ownership and leave" tone="danger" />
    </>
  )
}
