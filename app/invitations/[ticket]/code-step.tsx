import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { enterCode, sendCode } from './actions'

/** For whoever was shown the link: nothing proves the address yet. */
export function SendCodeForm({ ticket, again = false }: { ticket: string; again?: boolean }) {
  return (
    <Form action={sendCode}>
      <input type="hidden" name="ticket" value={ticket} />
      <SubmitButton width="full" variant={again ? 'ghost' : 'primary'}>
        {again ? 'Send another code' : 'Send code'}
      </SubmitButton>
    </Form>
  )
}

export function EnterCodeForm({ ticket, proof }: { ticket: string; proof: string }) {
  return (
    <div className="flex flex-col gap-3">
      <Form action={enterCode}>
        <input type="hidden" name="ticket" value={ticket} />
        <input type="hidden" name="proof" value={proof} />
        <Field name="code" label="Code" help="Six digits, from the email.">
          <Input
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
            className="font-mono tracking-widest"
          />
        </Field>
        <SubmitButton width="full">Continue</SubmitButton>
      </Form>
      <SendCodeForm ticket={ticket} again />
    </div>
  )
}
