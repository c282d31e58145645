import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import type { PoliciesInTenant } from '@/lib/domain/policies/queries'
import { shortestIdle, shortestSession } from '@/lib/domain/policies/update-policies'
import { saveTimes } from './actions'

interface TimesSectionProps {
  organization: EnteredOrganization
  policies: PoliciesInTenant
}

export function TimesSection({ organization: { slug, displayName }, policies }: TimesSectionProps) {
  return (
    <Section
      title="Session times"
      text={`After these times people sign in to ${displayName} again. Other organizations are not affected.`}
    >
      <Form action={saveTimes.bind(null, slug)} act="save-times" className="flex max-w-form flex-col gap-4">
        <MinutesField
          name="idleMinutes"
          label="Idle time in minutes"
          help="How long a session can be unused."
          minutes={policies.idleMinutes}
          limits={[shortestIdle, policies.tenantIdleMinutes]}
        />
        <MinutesField
          name="sessionMinutes"
          label="Maximum time in minutes"
          help="How long after a sign-in, however much it is used. It counts for applications as well."
          minutes={policies.sessionMinutes}
          limits={[shortestSession, policies.tenantSessionMinutes]}
        />
        <SubmitButton className="self-start">Save times</SubmitButton>
      </Form>
    </Section>
  )
}

interface MinutesFieldProps {
  name: string
  label: string
  help: string
  minutes: number | null
  limits: [number, number]
}

function MinutesField({ name, label, help, minutes, limits: [least, most] }: MinutesFieldProps) {
  const range = `${least.toLocaleString('en')} to ${most.toLocaleString('en')}`
  return (
    <Field name={name} label={label} help={`${help} ${range}; empty for the most.`}>
      <Input type="number" inputMode="numeric" min={least} max={most} defaultValue={minutes ?? ''} />
    </Field>
  )
}
