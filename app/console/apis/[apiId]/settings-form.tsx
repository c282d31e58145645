import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Api } from '@/lib/domain/apis/read-api'
import { saveLifetime, saveSettings } from './actions'
import { dialectOptions } from './dialects'

export function SettingsForm({ api, mayChange }: { api: Api; mayChange: boolean }) {
  return (
    <Form action={api.isPortal ? saveLifetime : saveSettings} act="save-api" className="max-w-form">
      <input type="hidden" name="api_id" value={api.id} />
      <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-4">
        {!api.isPortal && <OwnFields api={api} />}
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

function OwnFields({ api }: { api: Api }) {
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
        <Select options={dialectOptions} defaultValue={api.tokenDialect} />
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
