import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { Fact, Facts } from '@/components/ui/facts'
import { PageHeader, Section } from '@/components/ui/page-header'
import { FullTime } from '@/components/ui/time'
import { describeEvent } from '@/lib/domain/audit/describe-event'
import { detailLines } from '@/lib/domain/audit/detail-lines'
import { getEvent } from '@/lib/domain/audit/list-events'
import type { ListedEvent } from '@/lib/domain/audit/listed-event'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { LogTable } from '../log-table'
import { logsPath } from '../query'
import { EventFacts } from './event-facts'

export const metadata: Metadata = { title: 'Event' }

export default async function EventPage({ params }: { params: Promise<{ eventId: string }> }) {
  const { operator, tenantActor } = await consolePage('read:logs')
  const { event, others } = await getEvent(operator, (await params).eventId)
  const { name: tenantName } = await currentTenant()
  const { who, did } = describeEvent(event, tenantName)
  return (
    <>
      <BackLink href={logsPath}>Logs</BackLink>
      <PageHeader
        title={<span className="wrap-anywhere">{`${who} ${did}`}</span>}
        text={<FullTime value={event.occurredAt} />}
      />
      <Section title="Who, where and how">
        <EventFacts event={event} who={who} viewer={tenantActor} />
      </Section>
      <Details event={event} />
      {others.length > 0 && (
        <Section title="In the same request">
          <LogTable events={others} tenantName={tenantName} caption="Events of the same request" />
        </Section>
      )}
    </>
  )
}

function Details({ event: { details } }: { event: ListedEvent }) {
  const lines = detailLines(details)
  if (lines.length === 0) return null
  return (
    <Section title="What changed">
      <Facts>
        {lines.map(({ label, value }) => (
          <Fact key={label} label={label}>
            {value}
          </Fact>
        ))}
      </Facts>
      <details className="rounded-lg border">
        <summary className="min-h-control px-4 py-2 font-medium">Details as JSON</summary>
        <pre className="border-t bg-panel p-4 font-mono text-sm whitespace-pre-wrap wrap-anywhere">
          {JSON.stringify(details, null, 2)}
        </pre>
      </details>
    </Section>
  )
}
