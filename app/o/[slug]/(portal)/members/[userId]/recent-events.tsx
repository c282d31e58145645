import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import type { listEventsOfMember } from '@/lib/domain/audit/list-events'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import { pathWith } from '@/lib/http/page-query'
import { AuditTable } from '../../audit/audit-table'

interface RecentEventsProps {
  slug: string
  events: Awaited<ReturnType<typeof listEventsOfMember>>
  member: MemberDetails
  tenantName: string
}

export function RecentEvents({ slug, events, member, tenantName }: RecentEventsProps) {
  return (
    <Section
      title="Recent events"
      text={`What ${member.name} did here, and changes to this membership.`}
      action={
        <TextLink className={touchArea} href={pathWith(`/o/${slug}/audit`, { person: member.email })}>
          Show in the audit log
        </TextLink>
      }
    >
      {events.length === 0 ? (
        <p className="text-muted-foreground">No events yet.</p>
      ) : (
        <AuditTable events={events} tenantName={tenantName} />
      )}
    </Section>
  )
}
