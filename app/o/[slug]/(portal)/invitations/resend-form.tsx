'use client'

import { useExpectEach } from '@/components/form/expected-rows'
import { Form, type FormAction } from '@/components/form/form'
import { RowIcon } from '@/components/ui/row-icon'
import { SubmitButton } from '@/components/ui/submit-button'

export function ResendForm({ action, id }: { action: FormAction; id: string }) {
  const expectPending = useExpectEach('id', { isPending: true })
  return (
    <Form action={action} onStart={expectPending} className="flex min-w-0 flex-col gap-2" values={{ id }}>
      <SubmitButton variant="secondary">
        <RowIcon name="send" />
        Resend
      </SubmitButton>
    </Form>
  )
}
