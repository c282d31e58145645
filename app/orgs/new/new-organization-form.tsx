import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { create } from './actions'
import { NameAndSlug } from './name-and-slug'

export function NewOrganizationForm({ tenantUrl }: { tenantUrl: string }) {
  return (
    <Form action={create}>
      <NameAndSlug
        tenantUrl={tenantUrl}
        nameHelp="The name your teammates know. You can change it later."
        addressLabel="Your address"
      />
      <SubmitButton variant="primary" className="self-start">
        Create organization
      </SubmitButton>
    </Form>
  )
}
