import type { Metadata } from 'next'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { may } from '@/lib/access'
import { countSignedInMembers, type SignedInMembers } from '@/lib/domain/organizations/end-all-sessions'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import { getPolicies } from '@/lib/domain/policies/queries'
import { countMembersWithoutFactor } from '@/lib/domain/policies/list-members-without-factor'
import { readTogether } from '@/lib/domain/read-together'
import { organizationPage } from '@/lib/http/person'
import { endSessions } from './actions'
import { InvitationDomainsSection } from './invitation-domains-section'
import { NetworksSection } from './networks-section'
import { SecondFactorSection } from './second-factor-section'
import { TimesSection } from './times-section'

export const metadata: Metadata = { title: 'Security' }

/** Each policy is a section with its own form. */
export default async function SecurityPage({ params }: { params: Promise<{ slug: string }> }) {
  const { access, actor, organization } = await organizationPage(
    (await params).slug,
    'update:organization_security',
  )
  const { policies, counted, without } = await readTogether([access], async () => ({
    policies: await getPolicies(access),
    without: await countMembersWithoutFactor(access),
    counted: await countSignedInMembers(access),
  }))
  return (
    <>
      <PageHeader
        title="Security"
        text={`What ${organization.displayName} asks of those who open it. Changes count from the next request on.`}
      />
      <SecondFactorSection
        organization={organization}
        policies={policies}
        without={without}
        seesMembers={may(actor, 'read:organization_members')}
      />
      <TimesSection organization={organization} policies={policies} />
      {may(actor, 'read:organization_connections') && <MethodsSection organization={organization} />}
      <NetworksSection organization={organization} policies={policies} />
      <InvitationDomainsSection organization={organization} policies={policies} />
      <SessionsSection organization={organization} counted={counted} />
    </>
  )
}

function MethodsSection({ organization: { slug, displayName } }: { organization: EnteredOrganization }) {
  return (
    <Section title="Sign-in methods">
      <p>
        How people sign in to {displayName} is chosen in{' '}
        <TextLink href={`/o/${slug}/sign-in-methods`}>Sign-in methods</TextLink>.
      </p>
    </Section>
  )
}

interface SessionsSectionProps {
  organization: EnteredOrganization
  counted: SignedInMembers
}

function SessionsSection({ organization: { slug, displayName }, counted }: SessionsSectionProps) {
  return (
    <Section title="Sessions" text={sentence(counted)}>
      <div>
        <ConfirmDialog
          act="end-sessions"
          trigger={<Button variant="danger">End all sessions</Button>}
          title={`End all sessions at ${displayName}?`}
          description="Everyone, including you, must sign in again. Other organizations are not affected, and no saved work is lost."
          action={endSessions.bind(null, slug)}
          submit="End all sessions"
        />
      </div>
    </Section>
  )
}

/** Members who signed in longer ago than the maximum session length have no session. */
function sentence({ recent, members, days }: SignedInMembers): string {
  const who = members === 1 ? 'The one member' : `${recent} of ${members} members`
  const have = members === 1 ? (recent === 1 ? 'has' : 'has not') : recent === 1 ? 'has' : 'have'
  return `${who} ${have} signed in within the last ${days} days, the maximum session length.`
}
