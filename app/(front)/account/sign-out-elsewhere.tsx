import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { signOutElsewhere } from './actions'

export function SignOutElsewhere() {
  return (
    <Form action={signOutElsewhere} className="">
      <SubmitButton variant="secondary">Sign out everywhere else</SubmitButton>
    </Form>
  )
}
