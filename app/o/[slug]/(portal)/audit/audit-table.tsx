import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { describeEvent } from '@/lib/domain/audit/describe-event'
import type { ListedEvent } from '@/lib/domain/audit/list-events'
import { EventDetails } from './event-details'

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
          <TableRow key={event.id}>
            <Cell narrow="line" className="wide:w-full wide:max-w-0">
              <EventDetails event={event} described={describeEvent(event, tenantName)} now={now} />
            </Cell>
            <Cell narrow="hide" align="end" className="align-top text-sm text-muted-foreground">
              <span className="flex min-h-9 items-center justify-end">
                <Time value={event.occurredAt} now={now} />
              </span>
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
