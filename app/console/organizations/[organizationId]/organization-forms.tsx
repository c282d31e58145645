import { Form } from '@/components/form/form'
import { SlugForm } from '@/components/form/slug-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Textarea } from '@/components/ui/textarea'
import type { OrganizationOverview } from '@/lib/domain/organizations/get-organization-overview'
import { rename, saveMetadata, saveSlug } from './actions'

interface OrganizationFormsProps {
  organization: OrganizationOverview
  tenantUrl: string
}

export function OrganizationForms({ organization, tenantUrl }: OrganizationFormsProps) {
  const { id, slug, displayName, metadata } = organization
  return (
    <>
      <Section title="Name" text="Shown to its members, on its sign-in page and in emails.">
        <Form action={rename.bind(null, id)} className="page-form">
          <Field name="name" label="Organization name">
            <Input autoComplete="off" maxLength={200} defaultValue={displayName} />
          </Field>
          <SubmitButton className="self-start">Save changes</SubmitButton>
        </Form>
      </Section>
      <Section
        title="Slug"
        text="The old slug redirects to the new one for 90 days. After that, another organization can take it."
      >
        <SlugForm
          action={saveSlug.bind(null, id)}
          slug={slug}
          help={`Its address now: ${tenantUrl}/o/${slug}`}
        />
      </Section>
      <Section title="Metadata" text="What your applications keep about it. Its members don’t see it here.">
        <Form action={saveMetadata.bind(null, id)} className="page-form">
          <Field name="metadata" label="Metadata" help='A JSON object of texts, such as { "plan": "team" }.'>
            <Textarea
              rows={6}
              spellCheck={false}
              className="font-mono text-sm"
              defaultValue={JSON.stringify(metadata, null, 2)}
            />
          </Field>
          <SubmitButton className="self-start" variant="secondary">
            Save metadata
          </SubmitButton>
        </Form>
      </Section>
    </>
  )
}
