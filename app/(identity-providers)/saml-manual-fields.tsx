'use client'

import { use } from 'react'
import { FormStateContext } from '@/components/form/form-context'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { PlainInput } from './provider-fields'

const names = ['sign_in_url', 'certificates', 'issuer']

/** In place of metadata. Closed until someone opens it, or a field in it has a value or an error. */
export function SamlManualFields() {
  const state = use(FormStateContext)
  const values = ('values' in state ? state.values : null) ?? {}
  const isRefused = state.status === 'refused' && names.some((name) => name in state.fields)
  const isOpen = isRefused || names.some((name) => (values[name] ?? '') !== '')
  return (
    <details open={isOpen || undefined} className="min-w-0">
      <summary className="w-fit cursor-pointer font-medium pointer-coarse:py-3">
        Enter the settings without metadata
      </summary>
      <div className="mt-2 flex flex-col gap-4">
        <Field name="sign_in_url" label="Sign-in URL" help="Where the provider takes sign-in requests.">
          <PlainInput placeholder="https://login.example.com/sso" />
        </Field>
        <Field name="certificates" label="Signing certificate" help="In PEM format.">
          <Textarea
            rows={4}
            spellCheck={false}
            placeholder="-----BEGIN CERTIFICATE-----"
            className="font-mono"
          />
        </Field>
        <Field
          name="issuer"
          label="Entity ID of the provider"
          help="Optional. If you leave it empty, a test finds it and you confirm it before the provider can be enabled."
        >
          <PlainInput placeholder="https://login.example.com/idp" />
        </Field>
      </div>
    </details>
  )
}
