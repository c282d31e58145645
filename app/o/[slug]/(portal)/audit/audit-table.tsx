import { Column, Table, TableBody, TableHead } from '@/components/ui/table'
import { describeEvent } from '@/lib/domain/audit/describe-event'
import { eventLines } from '@/lib/domain/audit/detail-lines'
import type { ListedEvent } from '@/lib/domain/audit/listed-event'
import { EventRows } from './event-rows'

export function AuditTable({ events, tenantName }: { events: ListedEvent[]; tenantName: string }) {
  const rows = events.map((event) => ({
    id: event.id,
    occurredAt: event.occurredAt,
    ...describeEvent(event, tenantName),
    lines: eventLines(event),
  }))
  return (
    <Table caption="Events">
      <TableHead>
        <Column>Event</Column>
        <Column align="end">When</Column>
      </TableHead>
      <TableBody>
        <EventRows events={rows} now={new Date()} />
      </TableBody>
    </Table>
  )
}
