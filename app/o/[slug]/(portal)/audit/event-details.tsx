import { ChevronRight } from 'lucide-react'
import type { ListedEvent } from '@/lib/domain/audit/list-events'
import { detailLines } from '@/lib/domain/audit/sentences'

export function EventDetails({ event }: { event: ListedEvent }) {
  const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
  const lines = [
    ...detailLines(event.details),
    { label: 'At', value: `${full.format(event.occurredAt)} UTC` },
    ...(event.people?.ip ? [{ label: 'From', value: event.people.ip }] : []),
    { label: 'Event', value: `${event.type}, ${event.id}` },
  ]
  return (
    <details className="group">
      <summary className="flex min-h-6 w-fit list-none items-center gap-1 rounded-sm text-sm font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden strokeWidth={1.75} className="size-4 group-open:rotate-90" />
        Details
      </summary>
      <dl className="mt-2 grid max-w-75 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
        {lines.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
