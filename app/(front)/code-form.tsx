import { Form, type FormAction } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'

interface CodeFormProps {
  action: FormAction
  proof: string
  organization?: string | undefined
  /** The act, as the button says it. */
  submit: string
}

/** Where the six digits of a mail are typed. */
export function CodeForm({ action, proof, organization, submit }: CodeFormProps) {
  return (
    <Form action={action}>
      <input type="hidden" name="proof" value={proof} />
      {organization && <input type="hidden" name="organization" value={organization} />}
      <Field name="code" label="Code" help="Six digits, from the email.">
        <Input
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          className="font-mono tracking-widest"
        />
      </Field>
      <SubmitButton width="full">{submit}</SubmitButton>
    </Form>
  )
}
