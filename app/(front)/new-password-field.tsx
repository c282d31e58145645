import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export function NewPasswordField({ label = 'New password' }: { label?: string }) {
  return (
    <Field name="password" label={label} help="At least ten characters. A few words make a good one.">
      <Input type="password" autoComplete="new-password" />
    </Field>
  )
}
