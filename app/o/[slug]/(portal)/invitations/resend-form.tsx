'use client'

import { Send } from 'lucide-react'
import { Form, type FormAction } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { actionButton, floatingAnswer } from './action-button'

interface ResendFormProps {
  action: FormAction
  id: string
  isCompact: boolean
}

export function ResendForm({ action, id, isCompact }: ResendFormProps) {
  return (
    <Form action={action} className={isCompact ? floatingAnswer : 'flex min-w-0 flex-col gap-2'}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton {...actionButton({ label: 'Resend', icon: Send, isCompact })} />
    </Form>
  )
}
