import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { TenantSettings } from '@/lib/domain/tenants/tenant-settings'
import { save } from './actions'

export function GeneralForm({ settings }: { settings: TenantSettings }) {
  return (
    <Section title="General">
      <Form action={save} act="save-settings" className="page-form">
        <Field name="friendly_name" label="Name" help="Shown on sign-in pages and in emails.">
          <Input defaultValue={settings.name} autoComplete="organization" maxLength={100} />
        </Field>
        <SupportFields settings={settings} />
        <ApplicationFields settings={settings} />
        <Field
          name="organizations_per_day"
          label="New organizations per user"
          help="How many organizations one user can create in 24 hours. Leave it empty for any number."
        >
          <Input
            type="number"
            inputMode="numeric"
            min={1}
            max={10_000}
            defaultValue={settings.organizationsPerDay ?? ''}
          />
        </Field>
        <Field name="refuse_leaked_passwords" label="Passwords" group>
          <Checkbox
            value="on"
            defaultChecked={settings.refuseLeakedPasswords}
            label="Refuse leaked passwords"
            help="We’ll look up new passwords at Have I Been Pwned, by five digits of their hash. Short and common ones are always refused."
          />
        </Field>
        <SubmitButton className="self-start">Save changes</SubmitButton>
      </Form>
    </Section>
  )
}

function SupportFields({ settings }: { settings: TenantSettings }) {
  return (
    <>
      <Field name="support_email" label="Support email">
        <Input type="email" defaultValue={settings.supportEmail ?? ''} autoComplete="off" />
      </Field>
      <Field name="support_url" label="Support URL" help="A link that begins with https://.">
        <Input type="url" defaultValue={settings.supportUrl ?? ''} autoComplete="off" />
      </Field>
    </>
  )
}

function ApplicationFields({ settings }: { settings: TenantSettings }) {
  return (
    <>
      <Field
        name="default_audience"
        label="Default audience"
        help="The identifier of the API for applications that request none."
      >
        <Input defaultValue={settings.defaultAudience ?? ''} autoComplete="off" className="font-mono" />
      </Field>
      <Field
        name="default_redirection_uri"
        label="Default login route"
        help="Where invitations made by the API lead if their application has no initiate login URI."
      >
        <Input
          type="url"
          defaultValue={settings.defaultRedirectionUri ?? ''}
          autoComplete="off"
          className="font-mono"
        />
      </Field>
      <Field name="allow_organization_name" label="Organization names" group>
        <Checkbox
          value="on"
          defaultChecked={settings.allowOrganizationNameInAuthenticationApi}
          label="Allow organization names in authentication"
          help="Applications can name an organization by its slug, and tokens carry it as org_name. Slugs can be reused, ids cannot."
        />
      </Field>
    </>
  )
}
