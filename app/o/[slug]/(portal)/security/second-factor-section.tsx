import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { mostExamined } from '@/lib/domain/bounded-count'
import { Select } from '@/components/ui/select'
import { TextLink } from '@/components/ui/text-link'
import { LocalDate } from '@/components/ui/time'
import type { countMembersWithoutFactor } from '@/lib/domain/policies/list-members-without-factor'
import type { PoliciesInTenant } from '@/lib/domain/policies/queries'
import { graceDays } from '@/lib/domain/policies/update-policies'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import { requireSecondFactor, stopRequiringSecondFactor } from './actions'

interface SecondFactorSectionProps {
  organization: EnteredOrganization
  policies: PoliciesInTenant
  without: WithoutFactor
  seesMembers: boolean
}

/** Of the first 1,000 members. */
type WithoutFactor = Awaited<ReturnType<typeof countMembersWithoutFactor>>

export function SecondFactorSection(props: SecondFactorSectionProps) {
  const { organization, policies, without, seesMembers } = props
  const { displayName } = organization
  return (
    <Section
      title="Second factor"
      text={`A passkey, or a code from an authenticator app besides the password. People who sign in with ${displayName}’s own identity provider are not asked: the provider decides.`}
    >
      <p>
        {sentenceOn(without)}{' '}
        {seesMembers && without.count > 0 && (
          <TextLink href={`/o/${organization.slug}/security/second-factor`}>See who</TextLink>
        )}
      </p>
      {policies.secondFactorFrom === null ? (
        <RequireSecondFactor organization={organization} />
      ) : (
        <RequiredSecondFactor
          organization={organization}
          from={policies.secondFactorFrom}
          now={policies.now}
        />
      )}
    </Section>
  )
}

function sentenceOn({ examined, count }: WithoutFactor): string {
  const of =
    examined === mostExamined
      ? 'the first 1,000 members'
      : examined === 1
        ? '1 member'
        : `${examined} members`
  if (count === 0) return `None of ${of} is without one.`
  return count === 1 ? `1 of ${of} has none yet.` : `${count} of ${of} have none yet.`
}

function RequireSecondFactor({ organization: { slug, displayName } }: { organization: EnteredOrganization }) {
  return (
    <div>
      <ConfirmDialog
        act="require-second-factor"
        trigger={<Button>Require a second factor</Button>}
        title={`Require a second factor at ${displayName}?`}
        description="Everyone, including you, needs one to open this organization and to use applications for it. Until it begins, people without one see the date and how to add one."
        action={requireSecondFactor.bind(null, slug)}
        submit="Require"
        tone="primary"
      >
        <Field name="secondFactorInDays" label="Begins">
          <Select
            options={graceDays.map((days) => ({ value: String(days), label: beginning(days) }))}
            defaultValue="14"
          />
        </Field>
      </ConfirmDialog>
    </div>
  )
}

function beginning(days: number): string {
  return days === 0 ? 'At once' : `In ${days} days`
}

interface RequiredSecondFactorProps {
  organization: EnteredOrganization
  from: Date
  now: Date
}

function RequiredSecondFactor({ organization: { slug, displayName }, from, now }: RequiredSecondFactorProps) {
  return (
    <>
      <p>
        {from <= now ? 'Required since ' : 'Required from '}
        <LocalDate value={from} />.
      </p>
      <div>
        <ConfirmDialog
          act="stop-requiring-second-factor"
          trigger={<Button variant="danger">Stop requiring it</Button>}
          title={`Stop requiring a second factor at ${displayName}?`}
          description="People can open this organization with a password or an email alone again."
          action={stopRequiringSecondFactor.bind(null, slug)}
          submit="Stop requiring"
        />
      </div>
    </>
  )
}
