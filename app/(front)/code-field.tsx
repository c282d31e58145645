import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export function AuthenticatorCodeField() {
  return (
    <Field
      name="code"
      label="Code from your authenticator app"
      help="Six digits. A new code appears every 30 seconds."
    >
      <SixDigitInput />
    </Field>
  )
}

export function RecoveryCodeField() {
  return (
    <Field name="code" label="Recovery code" help="One of those you saved when you set up your app.">
      <Input
        autoFocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        className="font-mono"
      />
    </Field>
  )
}

export function CodeField() {
  return (
    <Field name="code" label="Code" help="Six digits, from the email.">
      <SixDigitInput />
    </Field>
  )
}

function SixDigitInput() {
  return (
    <Input
      autoFocus
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={20}
      className="font-mono tracking-widest"
    />
  )
}
