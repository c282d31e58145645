import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { save } from '../actions'
import { DefaultField, OfferFields, ProviderFields } from '../provider-fields'

export function ConnectionForm({ connection }: { connection: Connection }) {
  const { id, displayName, strategy, options, saml, isDefault, isOfOneCompany } = connection
  return (
    <Form action={save} act="save-connection" values={{ connection_id: id }} className="page-form">
      {options && <input type="hidden" name="has_provider" value="on" />}
      {saml && <input type="hidden" name="is_saml" value="on" />}
      <Field name="display_name" label="Display name" help="Follows “Continue with” on the button.">
        <Input autoComplete="off" maxLength={128} defaultValue={displayName} />
      </Field>
      {options && <ProviderFields strategy={strategy} options={options} isOfOneCompany={isOfOneCompany} />}
      {saml && (
        <OfferFields domains={saml.domains} isOffered={saml.offeredToOrganizations ?? !isOfOneCompany} />
      )}
      <DefaultField isDefault={isDefault} />
      <SubmitButton className="self-start">Save changes</SubmitButton>
    </Form>
  )
}
