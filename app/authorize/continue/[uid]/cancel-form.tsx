import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Application } from '@/lib/oidc/interaction'
import { cancel } from './actions'

interface CancelFormProps {
  uid: string
  application: Application
  variant?: 'ghost' | 'primary'
}

export function CancelForm({ uid, application, variant = 'ghost' }: CancelFormProps) {
  return (
    <Form action={cancel} values={{ uid }}>
      <SubmitButton variant={variant} width="full">
        Back to {application.name}
      </SubmitButton>
    </Form>
  )
}
