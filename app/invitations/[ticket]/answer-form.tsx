import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { accept, decline } from './actions'

/** For the invited person, signed in as herself. */
export function AnswerForm({ ticket }: { ticket: string }) {
  return (
    <div className="flex flex-col gap-3">
      <Form action={accept}>
        <input type="hidden" name="ticket" value={ticket} />
        <SubmitButton width="full">Accept invitation</SubmitButton>
      </Form>
      <DeclineForm ticket={ticket} />
    </div>
  )
}

export function DeclineForm({ ticket }: { ticket: string }) {
  return (
    <Form action={decline}>
      <input type="hidden" name="ticket" value={ticket} />
      <SubmitButton variant="ghost" width="full">
        Decline
      </SubmitButton>
    </Form>
  )
}
