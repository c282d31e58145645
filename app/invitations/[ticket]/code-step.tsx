import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { CodeField } from '../../(front)/code-field'
import { enterCode, sendCode } from './actions'
import { HereFields, type Here } from './here-fields'

/** For a link that was passed on without email: nothing verifies the address yet. */
export function SendCodeForm({ here, again = false }: { here: Here; again?: boolean }) {
  return (
    <Form action={sendCode}>
      <HereFields {...here} />
      <SubmitButton width="full" variant={again ? 'ghost' : 'primary'}>
        {again ? 'Send another code' : 'Send code'}
      </SubmitButton>
    </Form>
  )
}

export function EnterCodeForm({ here, proof: emailToken }: { here: Here; proof: string }) {
  return (
    <div className="flex flex-col gap-3">
      <Form action={enterCode}>
        <HereFields {...here} />
        <input type="hidden" name="proof" value={emailToken} />
        <CodeField />
        <SubmitButton width="full">Continue</SubmitButton>
      </Form>
      <SendCodeForm here={here} again />
    </div>
  )
}
