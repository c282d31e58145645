import { ArrowDown, ArrowUp } from 'lucide-react'
import { AppLink } from '@/components/ui/app-link'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { PersonCell } from '@/components/ui/person-cell'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { InvitationDetails, InvitationSort } from '@/lib/domain/invitations/list-invitations'
import type { InvitationState } from '@/lib/domain/invitations/queries'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'
import { InvitationActions, type InvitationActionsProps } from './invitation-actions'
import { InvitationRoles } from './invitation-roles'
import type { InvitationsFilter } from './invitations-page'
import { pathWith, sortedBy } from './query'

interface InvitationsTableProps extends Omit<InvitationActionsProps, 'invitation'> {
  path: string
  filter: InvitationsFilter
  invitations: InvitationDetails[]
  givable: AssignableRole[]
  now: Date
}

const states: Record<InvitationState, { label: string; tone: BadgeTone }> = {
  pending: { label: 'Pending', tone: 'neutral' },
  expired: { label: 'Expired', tone: 'warning' },
  accepted: { label: 'Accepted', tone: 'success' },
  declined: { label: 'Declined', tone: 'danger' },
  revoked: { label: 'Revoked', tone: 'neutral' },
}

export function InvitationsTable(props: InvitationsTableProps) {
  const { path, filter, invitations, now, givable, ...actions } = props
  return (
    <Table caption="Invitations">
      <TableHead>
        <SortColumn path={path} filter={filter} column="address" label="Address" />
        <Column>Roles</Column>
        <SortColumn path={path} filter={filter} column="sent" label="Sent" />
        <SortColumn path={path} filter={filter} column="expires" label="Expires" />
        <Column>State</Column>
        <Column align="end">
          <span className="sr-only">Actions</span>
        </Column>
      </TableHead>
      <TableBody>
        {invitations.map((invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            now={now}
            givable={givable}
            {...actions}
          />
        ))}
      </TableBody>
    </Table>
  )
}

interface InvitationRowProps extends InvitationActionsProps {
  now: Date
  givable: AssignableRole[]
}

function InvitationRow({ invitation, now, givable, ...actions }: InvitationRowProps) {
  const { email, inviterName, sentAt, expiresAt, state } = invitation
  const { label, tone } = states[state]
  return (
    <TableRow>
      <PersonCell name={email} note={`Invited by ${inviterName}`} />
      <Cell narrow="line">
        <InvitationRoles {...actions} invitation={invitation} givable={givable} />
      </Cell>
      <Cell className="text-sm text-muted-foreground">
        <span className="wide:hidden">Sent </span>
        <Time value={sentAt} now={now} />
      </Cell>
      <Cell className="text-sm text-muted-foreground">
        {(state === 'pending' || state === 'expired') && (
          <>
            <span className="wide:hidden">{state === 'expired' ? 'Expired ' : 'Expires '}</span>
            <Time value={expiresAt} now={now} />
          </>
        )}
      </Cell>
      <Cell>
        <Badge tone={tone}>{label}</Badge>
      </Cell>
      <Cell narrow="line" align="end">
        <InvitationActions invitation={invitation} {...actions} />
      </Cell>
    </TableRow>
  )
}

interface SortColumnProps {
  path: string
  filter: InvitationsFilter
  column: InvitationSort
  label: string
}

function SortColumn({ path, filter, column, label }: SortColumnProps) {
  const { sort = 'sent', descending = sort === 'sent' } = filter
  const isSorted = sort === column
  const Arrow = descending ? ArrowDown : ArrowUp
  return (
    <Column aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : undefined}>
      <AppLink
        href={pathWith(path, sortedBy({ ...filter, sort, descending }, column))}
        className="inline-flex items-center gap-1 hover:text-foreground"
      >
        {label}
        {isSorted && <Arrow aria-hidden strokeWidth={1.75} className="size-3.5" />}
      </AppLink>
    </Column>
  )
}
