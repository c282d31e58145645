import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader, Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getInvitationTimeline } from '@/lib/domain/invitations/get-invitation-timeline'
import { readTogether } from '@/lib/domain/read-together'
import { getAssignableRoles } from '@/lib/domain/roles/role-choices'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { InvitationActions } from '../invitation-actions'
import { InvitationRoles } from '../invitation-roles'
import { InvitationStatus } from '../invitation-status'
import { InvitationFacts } from './invitation-facts'
import { Timeline } from './timeline'

export const metadata: Metadata = { title: 'Invitation' }

interface InvitationPageProps {
  params: Promise<{ slug: string; invitationId: string }>
}

export default async function InvitationPage({ params }: InvitationPageProps) {
  const { slug: given, invitationId } = await params
  const { access, actor, organization } = await organizationPage(given, 'read:organization_invitations')
  const { invitation, entries, roles } = await readTogether([access], async () => ({
    ...(await getInvitationTimeline(access, invitationId)),
    roles: await getAssignableRoles(access),
  }))
  const { name: tenantName } = await currentTenant()
  const { slug } = organization
  const maySend = may(actor, 'create:organization_invitations')
  const mayRevoke = may(actor, 'delete:organization_invitations')
  return (
    <>
      <BackLink href={`/o/${slug}/invitations`}>Invitations</BackLink>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 wrap-anywhere">{invitation.email}</span>
            <span className="flex text-base">
              <InvitationStatus
                id={invitation.id}
                state={invitation.state}
                emailProblem={invitation.emailProblem}
              />
            </span>
          </span>
        }
        action={
          <InvitationActions slug={slug} invitation={invitation} maySend={maySend} mayRevoke={mayRevoke} />
        }
      />
      <Section title="Invitation">
        <InvitationFacts invitation={invitation}>
          <InvitationRoles slug={slug} invitation={invitation} maySend={maySend} assignable={roles} />
        </InvitationFacts>
      </Section>
      <Section title="Timeline" text="Newest first. A spam filter can open an email or its links, too.">
        <Timeline
          entries={entries}
          tenantName={tenantName}
          inviteeName={invitation.inviteeName}
          now={new Date()}
        />
      </Section>
    </>
  )
}
