import type { ComponentProps } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ProviderGuide } from './providers'

interface ProviderFieldsProps {
  guide: ProviderGuide
  values?: { displayName: string; issuer: string; clientId: string }
}

export function ProviderFields({ guide, values }: ProviderFieldsProps) {
  const { label, help, placeholder } = guide.issuer
  return (
    <>
      <input type="hidden" name="provider" value={guide.key} />
      <Field name="display_name" label="Display name" help="Follows “Continue with” on the sign-in page.">
        <Input autoComplete="off" maxLength={128} defaultValue={values?.displayName} />
      </Field>
      <Field name="issuer" label={label} help={help}>
        <Plain placeholder={placeholder} defaultValue={values?.issuer} />
      </Field>
      <Field name="client_id" label="Client ID">
        <Plain defaultValue={values?.clientId} />
      </Field>
    </>
  )
}

export function SecretField({ label = 'Client secret' }: { label?: string }) {
  return (
    <Field name="client_secret" label={label} help="Stored encrypted and never shown again.">
      <Plain type="password" />
    </Field>
  )
}

function Plain(props: ComponentProps<typeof Input>) {
  return (
    <Input {...props} autoComplete="off" autoCapitalize="none" spellCheck={false} className="font-mono" />
  )
}
