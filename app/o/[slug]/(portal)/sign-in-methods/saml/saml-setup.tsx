import { Form } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import type { ConnectionSetup } from '@/lib/domain/connections/connection-setup'
import { redirectUriOf } from '@/lib/federation/redirect-uri'
import { entityIdOf } from '@/lib/federation/saml/service-provider'
import { currentTenant } from '@/lib/web/tenant'
import { create } from './actions'
import { MetadataFields } from './metadata-fields'
import { SamlGuide } from './saml-guide'

/** Of a connection that is still to be created. */
export async function SamlSetup({ slug, setup: { id, setup } }: { slug: string; setup: ConnectionSetup }) {
  const tenant = await currentTenant()
  return (
    <>
      <SamlGuide acsUrl={redirectUriOf(tenant, id)} entityId={entityIdOf(tenant, id)} />
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
