import type { ComponentProps } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ProviderGuide } from './providers'

interface ProviderFieldsProps {
  guide: ProviderGuide
  values: { displayName: string; issuer: string; clientId: string }
}

export function ProviderFields({ guide, values }: ProviderFieldsProps) {
  const { label, help, placeholder } = guide.issuer
  return (
    <>
      <input type="hidden" name="provider" value={guide.key} />
      <DisplayNameField value={values.displayName} />
      <Field name="issuer" label={label} help={help}>
        <PlainInput placeholder={placeholder} defaultValue={values.issuer} />
      </Field>
      <Field name="client_id" label="Client ID">
        <PlainInput defaultValue={values.clientId} />
      </Field>
    </>
  )
}

export function SecretField({ label = 'Client secret' }: { label?: string }) {
  return (
    <Field name="client_secret" label={label} help="Stored encrypted and never shown again.">
      <PlainInput type="password" />
    </Field>
  )
}

/** Of any provider. */
export function DisplayNameField({ value }: { value?: string | undefined }) {
  return (
    <Field name="display_name" label="Display name" help="Follows “Continue with” on the sign-in page.">
      <Input autoComplete="off" maxLength={128} defaultValue={value} />
    </Field>
  )
}

/** For values that are not words: URLs, IDs, names of claims. */
export function PlainInput(props: ComponentProps<typeof Input>) {
  return (
    <Input {...props} autoComplete="off" autoCapitalize="none" spellCheck={false} className="font-mono" />
  )
}
