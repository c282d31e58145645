'use client'

import { Send } from 'lucide-react'
import { useExpectEach } from '@/components/form/expected-rows'
import { Form, type FormAction } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { actionButton, floatingAnswer } from './action-button'

interface ResendFormProps {
  action: FormAction
  id: string
  isCompact: boolean
}

export function ResendForm({ action, id, isCompact }: ResendFormProps) {
  const expectPending = useExpectEach('id', { isPending: true })
  return (
    <Form
      action={action}
      onStart={expectPending}
      className={isCompact ? floatingAnswer : 'flex min-w-0 flex-col gap-2'}
    >
      <input type="hidden" name="id" value={id} />
      <SubmitButton {...actionButton({ label: 'Resend', icon: Send, isCompact })} />
    </Form>
  )
}
