import { Form, type FormAction } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { CodeField } from './code-field'

interface CodeFormProps {
  action: FormAction
  proof: string
  organization?: string | undefined
  submit: string
}

export function CodeForm({ action, proof: emailToken, organization, submit }: CodeFormProps) {
  return (
    <Form action={action}>
      <input type="hidden" name="proof" value={emailToken} />
      {organization && <input type="hidden" name="organization" value={organization} />}
      <CodeField />
      <SubmitButton width="full">{submit}</SubmitButton>
    </Form>
  )
}
