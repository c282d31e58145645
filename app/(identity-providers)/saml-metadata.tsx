import { Form, type FormAction } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { Field } from '@/components/ui/field'
import { FileInput } from '@/components/ui/file-input'
import { Section } from '@/components/ui/page-header'
import { Textarea } from '@/components/ui/textarea'
import { PlainInput } from './provider-fields'

export function SamlMetadataSection({ id, action }: { id: string; action: FormAction }) {
  return (
    <Section
      title="Update from metadata"
      text="Replaces the entity ID, the sign-in and sign-out URLs and the certificates. You see them before they are saved."
    >
      <Form
        action={action}
        act="replace-saml-metadata"
        className="flex max-w-form flex-col gap-4"
        values={{ id }}
      >
        <MetadataFields />
        <ReviewBeforeSaving review="Check metadata" title="The metadata was read" />
      </Form>
    </Section>
  )
}

export function MetadataFields() {
  return (
    <>
      <Field name="metadata_url" label="Metadata URL" help="Public and https.">
        <PlainInput placeholder="https://login.example.com/metadata" />
      </Field>
      <Field name="metadata_file" label="Metadata file" help="If there is no URL. XML, at most 300 KB.">
        <FileInput accept=".xml,application/xml,text/xml,application/samlmetadata+xml" />
      </Field>
      <Field name="metadata" label="Metadata" help="Instead of a file: paste its content.">
        <Textarea rows={4} spellCheck={false} className="font-mono" />
      </Field>
    </>
  )
}
