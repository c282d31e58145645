import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { SelectAll } from '@/components/ui/select-all'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ClientGrant } from '@/lib/domain/client-grants/read-client-grant'
import { type GrantableApi, myOrganizationApiId } from '@/lib/domain/my-organization/api'
import { removeAccess, saveAccess } from '../../actions'

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
    <Form
      action={saveAccess}
      act="save-access"
      values={{ client_id: clientId, grant_id: grant?.id ?? '', audience: api.identifier }}
      className="max-w-form"
    >
      <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-4">
        <Field name="scope" label="Permissions" group>
          {api.permissions.length === 0 && (
            <p className="text-muted-foreground">The API has no permissions.</p>
          )}
          {mayChange && api.permissions.length > 0 && <SelectAll of={api.name} />}
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

interface RemoveAccessProps {
  clientId: string
  grant: ClientGrant
  apiName: string
}

export function RemoveAccess({ clientId, grant, apiName }: RemoveAccessProps) {
  return (
    <Section title="Remove access" text="The application gets no more tokens for this API.">
      <div>
        <ConfirmDialog
          act="remove-access"
          trigger={<Button variant="danger">Remove access</Button>}
          title={`Remove access to ${apiName}?`}
          description="The application gets no more tokens for this API. An API that verifies tokens by itself accepts one until it expires."
          action={removeAccess}
          values={{ client_id: clientId, grant_id: grant.id }}
          submit="Remove"
        />
      </div>
    </Section>
  )
}
