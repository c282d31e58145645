'use client'

import { Form, type FormAction } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'

export function ResendForm({ action, id }: { action: FormAction; id: string }) {
  return (
    <Form action={action} className="flex min-w-0 flex-col gap-1">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="ghost" size="small" className="self-start">
        Resend
      </SubmitButton>
    </Form>
  )
}
