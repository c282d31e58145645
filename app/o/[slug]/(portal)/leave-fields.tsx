'use client'

import { use } from 'react'
import { FormStateContext } from '@/components/form/form-context'
import { MemberField } from '@/components/form/member-field'
import { DialogActions } from '@/components/ui/dialog-actions'

interface LeaveFieldsProps {
  slug: string
  mayTransfer: boolean
}

/** The last owner cannot leave before they choose a new one. The form continues after a new sign-in. */
export function LeaveFields({ slug, mayTransfer }: LeaveFieldsProps) {
  const state = use(FormStateContext)
  const wasRefused = state.status === 'refused' && (state.code === 'last_owner' || 'to' in state.values)
  if (!mayTransfer || !(wasRefused || state.status === 'continued'))
    return <DialogActions submit="Leave" tone="danger" />
  return (
    <>
      <MemberField slug={slug} name="to" label="New owner" help="They get your ownership, and you leave." />
      <DialogActions submit="Transfer ownership and leave" tone="danger" />
    </>
  )
}
