import { Form } from '@/components/form/form'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Client } from '@/lib/domain/clients/read-client'
import { saveSettings } from '../actions'
import { settingFields, type SettingsSection } from '../settings-fields'
import { Setting } from './setting'

const sections = [
  { section: 'about', title: 'About', text: undefined },
  {
    section: 'urls',
    title: 'URLs',
    text: 'Compared letter by letter. Use https; http is for localhost only. One on each line.',
  },
  { section: 'sign_in', title: 'Sign-in', text: undefined },
  // Access tokens live as long as their API says.
  { section: 'lifetimes', title: 'Lifetimes', text: 'In seconds: 3600 is an hour, 86400 a day.' },
] satisfies { section: SettingsSection; title: string; text: string | undefined }[]

export function SettingsForm({ client, mayChange }: { client: Client; mayChange: boolean }) {
  const shown = settingFields.filter(({ isShown }) => isShown?.(client) ?? true)
  return (
    <Form
      action={saveSettings}
      act="save-application"
      values={{ client_id: client.id }}
      className="mb-8 flex max-w-form flex-col"
    >
      <fieldset disabled={!mayChange} className="min-w-0">
        {sections.map(({ section, title, text }) => (
          <Section key={section} title={title} text={text}>
            {shown
              .filter((field) => field.section === section)
              .map((field) => (
                <Setting key={field.key} field={field} client={client} />
              ))}
          </Section>
        ))}
        {mayChange && <SubmitButton>Save changes</SubmitButton>}
      </fieldset>
    </Form>
  )
}
