import { Form, type FormAction } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import { CodeField } from './code-field'
import { HiddenFields } from './hidden-fields'

interface CodeFormProps {
  action: FormAction
  act?: ContinuedAct
  proof: string
  organization?: string | undefined
  submit: string
}

export function CodeForm({ action, act, proof: emailToken, organization, submit }: CodeFormProps) {
  return (
    <Form action={action} act={act} values={{ proof: emailToken }}>
      <HiddenFields organization={organization} />
      <CodeField />
      <SubmitButton width="full">{submit}</SubmitButton>
    </Form>
  )
}
