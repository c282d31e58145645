import type { Metadata } from 'next'
import { PermissionsExplained } from '@/components/permissions-explained'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader, Section } from '@/components/ui/page-header'
import { authorize, may } from '@/lib/access'
import { listEventsOfMember } from '@/lib/domain/audit/list-events'
import { getMember } from '@/lib/domain/members/get-member'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import { readTogether } from '@/lib/domain/read-together'
import { pathWith } from '@/lib/http/page-query'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { RecentEvents } from '../../audit/recent-events'
import { changeRoles } from '../actions'
import { MemberBadges } from '../member-badges'
import { memberRemoval } from '../member-row'
import { MemberActs } from './member-acts'
import { MemberRoles } from './member-roles'
import { MemberSessions } from './member-sessions'
import { Membership } from './membership'

export const metadata: Metadata = { title: 'Member' }

interface MemberPageProps {
  params: Promise<{ slug: string; userId: string }>
}

export default async function MemberPage({ params }: MemberPageProps) {
  const { slug, userId } = await params
  const { access, organization, actor } = await organizationPage(slug, 'read:organization_members')
  const ofLogs = may(actor, 'read:organization_logs') ? authorize(actor, 'read:organization_logs') : null
  const { member, permissions, assignableRoles, events, sessions, ...provenance } = await readTogether(
    ofLogs ? [access, ofLogs] : [access],
    async () => ({
      ...(await getMember(access, decoded(userId))),
      events: ofLogs && (await listEventsOfMember(ofLogs, decoded(userId))),
    }),
  )
  const { name: tenantName } = await currentTenant()
  const revocable = memberRemoval(actor, member)
  const removal = revocable && {
    ...revocable,
    userId: member.userId,
    name: member.name,
    organizationName: organization.displayName,
  }
  return (
    <>
      <BackLink href={`/o/${slug}/members`}>Members</BackLink>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2 wrap-anywhere">
            {member.name} <MemberBadges {...member} />
          </span>
        }
        text={<span className="wrap-anywhere">{member.email}</span>}
        action={removal && <MemberActs slug={slug} removal={removal} isSuspended={member.isSuspended} />}
      />
      <MemberRoles
        organizationName={organization.displayName}
        member={member}
        actor={actor}
        assignableRoles={assignableRoles}
        change={changeRoles.bind(null, slug)}
      />
      {permissions && (
        <Section title={`What ${member.name} can do here`} text="Each permission and its source.">
          <PermissionsExplained apis={permissions} nothing={emptyText(member)} tenantName={tenantName} />
        </Section>
      )}
      <Membership slug={slug} member={member} {...provenance} />
      {sessions && <MemberSessions organization={organization} member={member} sessions={sessions} />}
      {events && (
        <RecentEvents
          title="Recent events"
          text={`What ${member.name} did here, and changes to this membership.`}
          href={pathWith(`/o/${slug}/audit`, { person: member.email })}
          events={events}
          tenantName={tenantName}
        />
      )}
    </>
  )
}

function emptyText({ name, isBlocked, isSuspended }: MemberDetails): string {
  if (isBlocked) return `Nothing: ${name} is blocked.`
  if (isSuspended) return `Nothing: ${name} is suspended here.`
  return `The roles of ${name} give no permissions.`
}

/** PostgreSQL rejects text with NUL. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll('\0', '')
  } catch {
    return segment
  }
}
