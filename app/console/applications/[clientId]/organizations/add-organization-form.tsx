import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { SubmitButton } from '@/components/ui/submit-button'
import { addOrganization } from '../actions'
import { OrganizationField } from '../organization-field'

export function AddOrganizationForm({ clientId }: { clientId: string }) {
  return (
    <Form action={addOrganization} resetOnDone className="flex max-w-form flex-col gap-3">
      <input type="hidden" name="client_id" value={clientId} />
      <OrganizationField label="Add to an organization" />
      <Checkbox
        name="use_for_member_access"
        label="Its members can sign in to the application"
        defaultChecked
      />
      <SubmitButton className="self-start" variant="secondary">
        Add organization
      </SubmitButton>
    </Form>
  )
}
