import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ClientGrant } from '@/lib/domain/client-grants/read-client-grant'
import { type GrantableApi, myOrganizationApiId } from '@/lib/domain/my-organization/api'
import { saveAccess } from '../../actions'

interface AccessFormProps {
  clientId: string
  api: GrantableApi
  /** Undefined: no access yet. */
  grant: ClientGrant | undefined
  mayChange: boolean
}

const usages = [
  { value: 'deny', label: 'Without an organization' },
  { value: 'allow', label: 'With or without an organization' },
  { value: 'require', label: 'Only for an organization' },
]

export function AccessForm({ clientId, api, grant, mayChange }: AccessFormProps) {
  return (
    <Form action={saveAccess} act="save-access" className="max-w-form">
      <input type="hidden" name="client_id" value={clientId} />
      <input type="hidden" name="grant_id" value={grant?.id ?? ''} />
      <input type="hidden" name="audience" value={api.identifier} />
      <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-4">
        <Field name="scope" label="Permissions" group>
          {api.permissions.length === 0 && (
            <p className="text-muted-foreground">The API has no permissions.</p>
          )}
          <div className="grid gap-x-6 sm:grid-cols-2">
            {api.permissions.map(({ name, description }) => (
              <Checkbox
                key={name}
                value={name}
                label={<code className="font-mono text-sm break-all">{name}</code>}
                help={description || undefined}
                defaultChecked={grant?.scope.includes(name) ?? false}
              />
            ))}
          </div>
        </Field>
        <UsageField api={api} grant={grant} />
        <Field name="allow_any_organization" label="Organizations" group>
          <Checkbox
            label="Any organization"
            help="If off, only those that you add below."
            defaultChecked={grant?.allowAnyOrganization ?? false}
          />
        </Field>
        {mayChange && (
          <SubmitButton className="self-start">{grant ? 'Save changes' : 'Give access'}</SubmitButton>
        )}
      </fieldset>
    </Form>
  )
}

function UsageField({ api, grant }: Pick<AccessFormProps, 'api' | 'grant'>) {
  if (api.id === myOrganizationApiId) return <input type="hidden" name="organization_usage" value="require" />
  return (
    <Field name="organization_usage" label="Tokens are for">
      <Select options={usages} defaultValue={grant?.organizationUsage ?? 'deny'} />
    </Field>
  )
}
