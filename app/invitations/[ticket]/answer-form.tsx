import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { accept, decline } from './actions'
import { HereFields, type Here } from './here-fields'

/** For the invitee, signed in with the invited address. */
export function AnswerForm(here: Here) {
  return (
    <div className="flex flex-col gap-3">
      <Form action={accept}>
        <HereFields {...here} />
        <SubmitButton width="full">Accept invitation</SubmitButton>
      </Form>
      <DeclineForm {...here} />
    </div>
  )
}

export function DeclineForm(here: Here) {
  return (
    <Form action={decline}>
      <HereFields {...here} />
      <SubmitButton variant="ghost" width="full">
        Decline
      </SubmitButton>
    </Form>
  )
}
