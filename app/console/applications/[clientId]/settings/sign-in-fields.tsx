import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Client } from '@/lib/domain/clients/read-client'
import { organizationUsageOptions } from '../../app-types'

const requireBehaviors = [
  { value: 'no_prompt', label: 'Refuse the sign-in' },
  { value: 'pre_login_prompt', label: 'Ask for the organization first' },
  { value: 'post_login_prompt', label: 'Ask after signing in' },
]

export function SignInFields({ client }: { client: Client }) {
  const isPublic = client.tokenEndpointAuthMethod === 'none'
  return (
    <>
      <Field name="organization_usage" label="How people sign in">
        <Select options={organizationUsageOptions} defaultValue={client.organizationUsage} />
      </Field>
      <Field
        name="organization_require_behavior"
        label="If the application names no organization"
        help="Applies where people sign in only in an organization."
      >
        <Select options={requireBehaviors} defaultValue={client.organizationRequireBehavior} />
      </Field>
      <Field name="require_pkce" label="PKCE" group>
        {isPublic && <input type="hidden" name="require_pkce" value="on" />}
        <Checkbox
          label="Require PKCE"
          help={
            isPublic
              ? 'An application without a secret or a key always needs it.'
              : 'Turn it off only for a library that can’t use PKCE.'
          }
          defaultChecked={client.requirePkce}
          disabled={isPublic}
        />
      </Field>
      {client.grantTypes.includes('client_credentials') && (
        <Field
          name="default_organization"
          label="Default organization"
          help="The ID of the organization that a token is for if the machine names none and its access requires one."
        >
          <Input
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            placeholder="org_…"
            defaultValue={client.defaultOrganizationId ?? ''}
          />
        </Field>
      )}
    </>
  )
}
