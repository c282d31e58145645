import type { Metadata } from 'next'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { countSignedInMembers, type SignedInMembers } from '@/lib/domain/organizations/end-all-sessions'
import { organizationPage } from '@/lib/http/person'
import { endSessions } from './actions'

export const metadata: Metadata = { title: 'Security' }

export default async function SecurityPage({ params }: { params: Promise<{ slug: string }> }) {
  const { access, organization } = await organizationPage((await params).slug, 'update:organization_security')
  const counted = await countSignedInMembers(access)
  const { slug, displayName } = organization
  return (
    <>
      <PageHeader title="Security" text={`See who is signed in to ${displayName}, and sign everyone out.`} />
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
    </>
  )
}

/** A session has a maximum length: members who signed in before that have none. */
function sentence({ recent, members, days }: SignedInMembers): string {
  const who = members === 1 ? 'The one member' : `${recent} of ${members} members`
  const have = members === 1 ? (recent === 1 ? 'has' : 'has not') : recent === 1 ? 'has' : 'have'
  return `${who} ${have} signed in within the last ${days} days, the maximum session length.`
}
