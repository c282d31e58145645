'use client'

import { use } from 'react'
import { FormStateContext } from '@/components/form/form-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'

const names = ['sign_in_url', 'certificates', 'issuer']
const entered = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false, className: 'font-mono' }

/** In place of metadata. Closed until someone opens it, or something in it was typed or refused. */
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
          <Input {...entered} placeholder="https://login.example.com/sso" />
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
          <Input {...entered} placeholder="https://login.example.com/idp" />
        </Field>
      </div>
    </details>
  )
}
