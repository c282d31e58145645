import { Form } from '@/components/form/form'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Client } from '@/lib/domain/clients/read-client'
import { saveSettings } from '../actions'
import { BasicFields } from './basic-fields'
import { LifetimeFields } from './lifetime-fields'
import { SignInFields } from './sign-in-fields'
import { UrlFields } from './url-fields'

/** Fields are named as the Management API names the settings, since its errors name them so. */
export function SettingsForm({ client, mayChange }: { client: Client; mayChange: boolean }) {
  return (
    <Form action={saveSettings} act="save-application" className="mb-8 flex max-w-form flex-col">
      <input type="hidden" name="client_id" value={client.id} />
      <fieldset disabled={!mayChange} className="min-w-0">
        <Section title="About">
          <BasicFields client={client} />
        </Section>
        <Section
          title="URLs"
          text="Compared letter by letter. Use https; http is for localhost only. One on each line."
        >
          <UrlFields client={client} />
        </Section>
        <Section title="Sign-in">
          <SignInFields client={client} />
        </Section>
        <Section title="Lifetimes" text="In seconds: 3600 is an hour, 86400 a day.">
          <LifetimeFields client={client} />
        </Section>
        {mayChange && <SubmitButton>Save changes</SubmitButton>}
      </fieldset>
    </Form>
  )
}
