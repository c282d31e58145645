import { Form, type FormAction } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { Section } from '@/components/ui/page-header'
import { MetadataFields } from './metadata-fields'

export function SamlMetadataSection({ id, action }: { id: string; action: FormAction }) {
  return (
    <Section
      title="Update from metadata"
      text="Replaces the entity ID, the sign-in and sign-out URLs and the certificates. You see them before they are saved."
    >
      <Form action={action} act="replace-saml-metadata" className="flex max-w-form flex-col gap-4">
        <input type="hidden" name="id" value={id} />
        <MetadataFields />
        <ReviewBeforeSaving review="Check metadata" title="The metadata was read" />
      </Form>
    </Section>
  )
}
