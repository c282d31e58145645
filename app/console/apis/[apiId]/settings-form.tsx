import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Api } from '@/lib/domain/apis/read-api'
import { saveLifetime, saveSettings } from './actions'

const dialects = [
  { value: 'access_token', label: 'access_token: scopes only' },
  { value: 'access_token_authz', label: 'access_token_authz: with permissions' },
  { value: 'rfc9068_profile', label: 'rfc9068_profile: scopes only, as RFC 9068' },
  { value: 'rfc9068_profile_authz', label: 'rfc9068_profile_authz: with permissions, as RFC 9068' },
]

export function SettingsForm({ api, mayChange }: { api: Api; mayChange: boolean }) {
  return (
    <Form
      action={api.isPortal ? saveLifetime : saveSettings}
      act="save-api"
      values={{ api_id: api.id }}
      className="max-w-form"
    >
      <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-4">
        {!api.isPortal && <ChangeableFields api={api} />}
        <Field
          name="token_lifetime"
          label="Token lifetime"
          help="In seconds. An API that verifies tokens by itself accepts one until it expires, whatever happens meanwhile."
        >
          <Input
            inputMode="numeric"
            autoComplete="off"
            defaultValue={api.tokenLifetime}
            className="max-w-48"
          />
        </Field>
        {mayChange && <SubmitButton className="self-start">Save changes</SubmitButton>}
      </fieldset>
    </Form>
  )
}

function ChangeableFields({ api }: { api: Api }) {
  return (
    <>
      <Field name="name" label="Name">
        <Input autoComplete="off" defaultValue={api.name} />
      </Field>
      <Checkbox
        name="enforce_policies"
        label="RBAC"
        help="Tokens have only those permissions that the person’s roles give. If off, an application gets every scope that it asks for."
        defaultChecked={api.enforcePolicies}
      />
      <Field name="token_dialect" label="Token dialect" help="The form of its access tokens.">
        <Select options={dialects} defaultValue={api.tokenDialect} />
      </Field>
      <Checkbox
        name="allow_offline_access"
        label="Refresh tokens"
        help="Applications may ask for offline_access."
        defaultChecked={api.allowOfflineAccess}
      />
    </>
  )
}
