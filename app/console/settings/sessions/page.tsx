import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { Fact, Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import { getTenantSettings, type TenantSettings } from '@/lib/domain/tenants/tenant-settings'
import { consolePage } from '@/lib/http/person'
import { saveSessions } from '../actions'
import { durationText } from './duration-text'

export const metadata: Metadata = { title: 'Sessions' }

export default async function SessionSettingsPage() {
  const { operator, tenantActor } = await consolePage('read:tenant_settings')
  const settings = await getTenantSettings(operator)
  return (
    <Section title="Sessions" text="New lengths apply to new sessions. Open sessions keep their end.">
      {may(tenantActor, 'update:tenant_settings') ? (
        <SessionsForm settings={settings} />
      ) : (
        <Facts>
          <Fact label="Idle timeout">{durationText(settings.sessionIdleMinutes)}</Fact>
          <Fact label="Maximum length">{durationText(settings.sessionAbsoluteMinutes)}</Fact>
        </Facts>
      )}
    </Section>
  )
}

function SessionsForm({ settings }: { settings: TenantSettings }) {
  return (
    <Form action={saveSessions} act="save-sessions" className="page-form">
      <MinutesField
        name="idle_session_lifetime"
        label="Idle timeout in minutes"
        help="A session ends after this time without use."
        minutes={settings.sessionIdleMinutes}
      />
      <MinutesField
        name="session_lifetime"
        label="Maximum length in minutes"
        help="A session ends after this time, however much it is used."
        minutes={settings.sessionAbsoluteMinutes}
      />
      <SubmitButton className="self-start">Save changes</SubmitButton>
    </Form>
  )
}

interface MinutesFieldProps {
  name: string
  label: string
  help: string
  minutes: number
}

function MinutesField({ name, label, help, minutes }: MinutesFieldProps) {
  return (
    <Field name={name} label={label} help={`${help} Now ${durationText(minutes)}.`}>
      <Input type="number" inputMode="numeric" min={1} max={525_600} defaultValue={minutes} />
    </Field>
  )
}
