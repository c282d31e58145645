import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { requestNewEmail } from './email/actions'

interface EmailFormProps {
  /** The user signed in again to change it. */
  isContinued: boolean
}

export function EmailForm({ isContinued }: EmailFormProps) {
  return (
    <Form action={requestNewEmail}>
      <Field
        name="email"
        label="New email address"
        help="We’ll email a code to the new address. Once it’s changed, we’ll email both addresses."
      >
        <Input type="email" autoComplete="email" autoFocus={isContinued} />
      </Field>
      <SubmitButton className="self-start">Change email address</SubmitButton>
    </Form>
  )
}
