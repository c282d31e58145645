import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { describeEvent } from '@/lib/domain/audit/describe-event'
import type { ListedEvent } from '@/lib/domain/audit/listed-event'
import { EventDetails, type EventDetailsProps } from './event-details'

export function AuditTable({ events, tenantName }: { events: ListedEvent[]; tenantName: string }) {
  const now = new Date()
  return (
    <Table caption="Events">
      <TableHead>
        <Column>Event</Column>
        <Column align="end">When</Column>
      </TableHead>
      <TableBody>
        {events.map((event) => (
          <EventRow key={event.id} event={event} described={describeEvent(event, tenantName)} now={now} />
        ))}
      </TableBody>
    </Table>
  )
}

/** The label, since what is inside of `<details>` does not count for the row’s name. */
function EventRow({ event, described, now }: EventDetailsProps) {
  return (
    <TableRow aria-label={`${described.who} ${described.did}`}>
      <Cell narrow="line" className="wide:w-full wide:max-w-0">
        <EventDetails event={event} described={described} now={now} />
      </Cell>
      <Cell narrow="hide" align="end" className="align-top text-sm text-muted-foreground">
        <span className="flex min-h-9 items-center justify-end">
          <Time value={event.occurredAt} now={now} />
        </span>
      </Cell>
    </TableRow>
  )
}
