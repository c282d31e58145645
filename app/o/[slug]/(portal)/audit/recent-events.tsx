import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import type { ListedEvent } from '@/lib/domain/audit/listed-event'
import { AuditTable } from './audit-table'

interface RecentEventsProps {
  title: string
  text?: string
  /** Of the audit log. */
  href: string
  events: ListedEvent[]
  tenantName: string
}

export function RecentEvents({ title, text, href, events, tenantName }: RecentEventsProps) {
  return (
    <Section
      title={title}
      text={text}
      action={
        <TextLink className={touchArea} href={href}>
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
