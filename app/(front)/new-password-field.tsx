import { Field } from '@/components/ui/field'
import { PasswordInput } from '@/components/ui/password-input'

export function NewPasswordField({ label = 'New password' }: { label?: string }) {
  return (
    <Field name="password" label={label} help="At least ten characters. A few words make a good one.">
      <PasswordInput autoComplete="new-password" />
    </Field>
  )
}
