import { ChevronRight } from 'lucide-react'
import { FullTime, Time } from '@/components/ui/time'
import type { DescribedEvent } from '@/lib/domain/audit/describe-event'
import { eventLines } from '@/lib/domain/audit/event-lines'
import type { ListedEvent } from '@/lib/domain/audit/listed-event'

export interface EventDetailsProps {
  event: ListedEvent
  described: DescribedEvent
  now: Date
}

/** The row itself opens the details. */
export function EventDetails({ event, described, now }: EventDetailsProps) {
  return (
    <details className="group/event">
      <summary className={summaryStyles}>
        <ChevronRight
          aria-hidden
          strokeWidth={1.75}
          className="size-4 shrink-0 text-muted-foreground group-open/event:rotate-90"
        />
        <Sentence event={event} described={described} now={now} />
      </summary>
      <dl className="mt-1 mb-2 ml-6 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        <dt className="text-muted-foreground">When</dt>
        <dd>
          <FullTime value={event.occurredAt} />
        </dd>
        {eventLines(event).map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

const summaryStyles =
  'flex min-h-9 list-none items-center gap-2 rounded-sm leading-tight [&::-webkit-details-marker]:hidden'

function Sentence({ event, described: { who, did, email }, now }: EventDetailsProps) {
  return (
    <span className="min-w-0 flex-1">
      <span className="block wrap-anywhere sm:truncate sm:group-open/event:whitespace-normal max-sm:line-clamp-2 max-sm:group-open/event:line-clamp-none">
        <span className="font-medium">{who}</span> {did}
      </span>
      <span className="flex min-w-0 text-sm text-muted-foreground">
        {email && <span className="truncate">{email}</span>}
        {email && <span className="mx-1.5 wide:hidden">·</span>}
        <span className="shrink-0 wide:hidden">
          <Time value={event.occurredAt} now={now} />
        </span>
      </span>
    </span>
  )
}
