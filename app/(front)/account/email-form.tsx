import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { requestNewEmail } from './email/actions'

export function EmailForm() {
  return (
    <Form action={requestNewEmail} act="change-email">
      <Field
        name="email"
        label="New email address"
        help="We’ll email a code to the new address. Once it’s changed, we’ll email both addresses."
      >
        <Input type="email" autoComplete="email" />
      </Field>
      <SubmitButton className="self-start">Change email address</SubmitButton>
    </Form>
  )
}
