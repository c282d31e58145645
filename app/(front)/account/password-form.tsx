import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { PasswordInput } from '@/components/ui/password-input'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { NewPasswordField } from '../new-password-field'
import { replacePassword } from './actions'

export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  if (!hasPassword) {
    return (
      <p className="text-muted-foreground">
        You have no password yet. <TextLink href="/reset">Set one by email</TextLink>
      </p>
    )
  }
  return (
    <Form action={replacePassword} resetOnDone>
      <input type="email" name="username" value={email} autoComplete="username" readOnly hidden />
      <Field name="current_password" label="Current password">
        <PasswordInput autoComplete="current-password" />
      </Field>
      <NewPasswordField />
      <SubmitButton className="self-start">Change password</SubmitButton>
    </Form>
  )
}
