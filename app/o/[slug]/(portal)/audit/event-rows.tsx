'use client'

import { RowIcon } from '@/components/ui/row-icon'
import { Cell, TableRow } from '@/components/ui/table'
import { FullTime, Time } from '@/components/ui/time'
import type { DescribedEvent } from '@/lib/domain/audit/describe-event'

interface EventRowData extends DescribedEvent {
  id: string
  occurredAt: Date
  lines: { label: string; value: string }[]
}

interface EventRowsProps {
  events: readonly EventRowData[]
  now: Date
}

/** A client component: the page then carries the events’ data, but not their markup a second time. */
export function EventRows({ events, now }: EventRowsProps) {
  return events.map((event) => <EventRow key={event.id} event={event} now={now} />)
}

interface EventRowProps {
  event: EventRowData
  now: Date
}

/** It has a label, since the content of `<details>` does not count for the row’s name. */
function EventRow({ event, now }: EventRowProps) {
  return (
    <TableRow aria-label={`${event.who} ${event.did}`}>
      <Cell narrow="line" className="event">
        <EventDetails event={event} now={now} />
      </Cell>
      <Cell narrow="hide" align="end" className="align-top text-sm text-muted-foreground">
        <span className="flex min-h-9 items-center justify-end pointer-coarse:min-h-11">
          <Time value={event.occurredAt} now={now} />
        </span>
      </Cell>
    </TableRow>
  )
}

/** The row itself opens the details. */
function EventDetails({ event, now }: EventRowProps) {
  return (
    <details>
      <summary>
        <RowIcon name="chevron" />
        <Sentence event={event} now={now} />
      </summary>
      <dl>
        <dt>When</dt>
        <dd>
          <FullTime value={event.occurredAt} />
        </dd>
        {event.lines.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function Sentence({ event: { who, did, email, occurredAt }, now }: EventRowProps) {
  return (
    <span className="min-w-0 flex-1">
      <span className="event-sentence">
        <b>{who}</b> {did}
      </span>
      <span className="flex min-w-0 text-sm text-muted-foreground">
        {email && <span className="truncate">{email}</span>}
        {email && <span className="mx-1.5 wide:hidden">·</span>}
        <span className="shrink-0 wide:hidden">
          <Time value={occurredAt} now={now} />
        </span>
      </span>
    </span>
  )
}
