import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Client } from '@/lib/domain/clients/read-client'
import { saveSettings } from '../actions'
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

function BasicFields({ client }: { client: Client }) {
  return (
    <>
      <Field name="name" label="Name">
        <Input autoComplete="off" defaultValue={client.name} />
      </Field>
      <Field name="description" label="Description">
        <Input autoComplete="off" defaultValue={client.description} />
      </Field>
      <Field name="logo_uri" label="Logo URL" help="Kept for your own use. No sign-in page shows it.">
        <Input inputMode="url" autoComplete="off" defaultValue={client.logoUri ?? ''} />
      </Field>
    </>
  )
}

const lifetimes = [
  { name: 'id_token_lifetime', key: 'idTokenSeconds', label: 'ID token', help: undefined },
  {
    name: 'idle_refresh_token_lifetime',
    key: 'refreshIdleSeconds',
    label: 'Unused refresh token',
    help: 'It expires if it isn’t used for this time.',
  },
  {
    name: 'refresh_token',
    key: 'refreshAbsoluteSeconds',
    label: 'Refresh tokens in total',
    help: 'After this time people sign in again.',
  },
] as const

/** Access tokens live as long as their API says. */
function LifetimeFields({ client }: { client: Client }) {
  return lifetimes.map(({ name, key, label, help }) => (
    <Field key={name} name={name} label={label} help={help}>
      <Input inputMode="numeric" autoComplete="off" defaultValue={client[key]} className="max-w-48" />
    </Field>
  ))
}
