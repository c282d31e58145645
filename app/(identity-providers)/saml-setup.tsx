import { Form } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import type { ConnectionSetup } from '@/lib/domain/connections/connection-setup'
import { currentTenant } from '@/lib/web/tenant'
import { ProviderChoice } from './provider-choice'
import { create } from '../o/[slug]/(portal)/sign-in-methods/saml/actions'
import { MetadataFields } from './metadata-fields'
import { SamlGuide } from './saml-guide'
import { findSamlGuide, samlGuides, samlKey } from './saml-guides'

interface SamlSetupProps {
  slug: string
  /** Which guide; the ACS URL stays the same with another one. */
  product: string | undefined
  setup: ConnectionSetup
}

/** Of a connection that is still to be created. */
export async function SamlSetup({ slug, product, setup: { id, setup } }: SamlSetupProps) {
  const guide = findSamlGuide(product)
  const path = `/o/${slug}/sign-in-methods/new`
  const hrefOf = (key: string) =>
    `${path}?${new URLSearchParams({ provider: samlKey, product: key, setup }).toString()}`
  return (
    <>
      <ProviderChoice
        label="Guide"
        choices={samlGuides.map(({ key, label }) => ({ key, label, href: hrefOf(key) }))}
        chosen={guide.key}
      />
      <SamlGuide tenant={await currentTenant()} connectionId={id} guide={guide} />
      <Section title="Here" text="You see what the metadata says before anything is saved.">
        <Form
          action={create.bind(null, slug)}
          act="create-saml-provider"
          className="flex max-w-form flex-col gap-4"
        >
          <input type="hidden" name="setup" value={setup} />
          <Field name="display_name" label="Display name" help="Follows “Continue with” on the sign-in page.">
            <Input autoComplete="off" maxLength={128} />
          </Field>
          <MetadataFields />
          <ReviewBeforeSaving
            review="Check provider"
            save="Add identity provider"
            title="The metadata was read"
          />
        </Form>
      </Section>
    </>
  )
}
