import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { requestNewEmail } from './email/actions'

interface EmailFormProps {
  email: string
  /** The user signed in again to change it. */
  isContinued: boolean
}

export function EmailForm({ email, isContinued }: EmailFormProps) {
  return (
    <Form action={requestNewEmail}>
      <p className="wrap-anywhere">
        You sign in as <strong className="font-medium">{email}</strong>.
      </p>
      <Field name="email" label="New email address" help="We’ll email a code to it. Then both addresses are told.">
        <Input type="email" autoComplete="email" autoFocus={isContinued} />
      </Field>
      <SubmitButton className="self-start">Change email address</SubmitButton>
    </Form>
  )
}
