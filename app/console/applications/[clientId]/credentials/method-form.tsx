import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Fact, Facts } from '@/components/ui/facts'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Client } from '@/lib/domain/clients/read-client'
import { saveMethod } from '../actions'

const methods = [
  { value: 'client_secret_post', label: 'Client secret in the form (client_secret_post)' },
  { value: 'client_secret_basic', label: 'Client secret in the header (client_secret_basic)' },
  { value: 'private_key_jwt', label: 'Signed with a private key (private_key_jwt)' },
  { value: 'none', label: 'None: a public application (none)' },
]

export function MethodForm({ client, mayChange }: { client: Client; mayChange: boolean }) {
  const { tokenEndpointAuthMethod: method } = client
  if (!mayChange) {
    const label = methods.find(({ value }) => value === method)?.label ?? method
    return (
      <Facts>
        <Fact label="Method">{label}</Fact>
      </Facts>
    )
  }
  return (
    <Form
      action={saveMethod}
      act="save-secret-method"
      values={{ client_id: client.id }}
      className="page-form"
    >
      <Field
        name="client_authentication_methods"
        label="Method"
        help="If you choose a method without a secret, its secrets stop working at once."
      >
        <Select
          options={methods.filter(({ value }) => value !== 'private_key_jwt' || client.keys.length > 0)}
          defaultValue={method}
        />
      </Field>
      <SubmitButton className="self-start" variant="secondary">
        Save method
      </SubmitButton>
    </Form>
  )
}
