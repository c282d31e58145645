import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Application } from '@/lib/oidc/interaction'
import { stop } from './actions'

interface StopFormProps {
  uid: string
  application: Application
  variant?: 'ghost' | 'primary'
}

/** Returns to the application without signing in. */
export function StopForm({ uid, application, variant = 'ghost' }: StopFormProps) {
  return (
    <Form action={stop}>
      <input type="hidden" name="uid" value={uid} />
      <SubmitButton variant={variant} width="full">
        Back to {application.name}
      </SubmitButton>
    </Form>
  )
}
