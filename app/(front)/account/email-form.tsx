import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormValues } from '@/lib/http/form-state'
import { requestNewEmail } from './email/actions'

export function EmailForm({ continued }: { continued: FormValues | null }) {
  return (
    <Form action={requestNewEmail} continued={continued}>
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
