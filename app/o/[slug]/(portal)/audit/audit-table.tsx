import { PersonCell } from '@/components/ui/person-cell'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { ListedEvent } from '@/lib/domain/audit/list-events'
import { sentenceOf } from '@/lib/domain/audit/sentences'
import { EventDetails } from './event-details'

export function AuditTable({ events, tenantName }: { events: ListedEvent[]; tenantName: string }) {
  const now = new Date()
  return (
    <Table caption="Events">
      <TableHead>
        <Column>Who</Column>
        <Column>What</Column>
        <Column>Target</Column>
        <Column>When</Column>
        <Column>
          <span className="sr-only">Details</span>
        </Column>
      </TableHead>
      <TableBody>
        {events.map((event) => (
          <TableRow key={event.id} className="align-top">
            <PersonCell name={actorOf(event, tenantName)} note={event.people?.actorEmail} />
            <Cell narrow="line" className="align-top">
              {sentenceOf(event.type)}
            </Cell>
            <Cell narrow={hasTarget(event) ? 'line' : 'hide'} className="align-top">
              <Someone name={event.people?.targetName} email={event.people?.targetEmail} />
            </Cell>
            <Cell className="align-top text-sm text-muted-foreground">
              <Time value={event.occurredAt} now={now} />
            </Cell>
            <Cell narrow="line" className="align-top">
              <EventDetails event={event} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Someone({ name, email }: { name: string | null | undefined; email: string | null | undefined }) {
  if (!name && !email) return null
  return (
    <span className="block min-w-0">
      {name && <span className="block font-medium truncate">{name}</span>}
      {email && email !== name && (
        <span className="block text-sm truncate text-muted-foreground">{email}</span>
      )}
    </span>
  )
}

function hasTarget({ people }: ListedEvent): boolean {
  return Boolean(people?.targetName ?? people?.targetEmail)
}

/** Names can be erased; the event stays. */
function actorOf({ actorKind, people }: ListedEvent, tenantName: string): string {
  if (actorKind === 'system') return tenantName
  if (actorKind === 'invitee') return people?.targetEmail ?? 'An invitee'
  if (actorKind === 'client') return people?.actorName ?? 'An application'
  return people?.actorName ?? people?.actorEmail ?? 'A deleted user'
}
