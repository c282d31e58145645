import { AppLink } from '@/components/ui/app-link'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { touchArea } from '@/components/ui/touch-area'
import { describeEvent } from '@/lib/domain/audit/describe-event'
import type { ListedEvent } from '@/lib/domain/audit/listed-event'
import { logsPath } from './query'

interface LogTableProps {
  events: readonly ListedEvent[]
  tenantName: string
  caption?: string
}

export function LogTable({ events, tenantName, caption = 'Events' }: LogTableProps) {
  const now = new Date()
  return (
    <Table caption={caption}>
      <TableHead>
        <Column>Event</Column>
        <Column>Organization</Column>
        <Column align="end">When</Column>
      </TableHead>
      <TableBody>
        {events.map((event) => (
          <TableRow key={event.id}>
            <Cell narrow="line" className="wide:w-full wide:max-w-0">
              <EventLink event={event} tenantName={tenantName} />
            </Cell>
            <Cell className="max-w-48 truncate text-muted-foreground">{organizationName(event)}</Cell>
            <Cell align="end" className="text-sm text-muted-foreground">
              <Time value={event.occurredAt} now={now} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function EventLink({ event, tenantName }: { event: ListedEvent; tenantName: string }) {
  const { who, did, email } = describeEvent(event, tenantName)
  return (
    <AppLink href={`${logsPath}/${event.id}`} className={`block rounded-sm leading-tight ${touchArea}`}>
      <span className="block wrap-anywhere max-wide:line-clamp-2 wide:truncate">
        <span className="font-medium">{who}</span> {did}
      </span>
      {email && <span className="block truncate text-sm text-muted-foreground">{email}</span>}
    </AppLink>
  )
}

function organizationName({ organization }: ListedEvent): string {
  return organization === null ? '' : (organization.displayName ?? organization.id)
}
