import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export function CodeField() {
  return (
    <Field name="code" label="Code" help="Six digits, from the email.">
      <Input
        autoFocus
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        className="font-mono tracking-widest"
      />
    </Field>
  )
}
