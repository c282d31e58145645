import { ArrowDown, ArrowUp } from 'lucide-react'
import { ExpectedRows, ExpectedTableRow } from '@/components/form/expected-rows'
import { AppLink } from '@/components/ui/app-link'
import { PersonCell } from '@/components/ui/person-cell'
import { SelectCell, SelectColumn, Selection } from '@/components/ui/selection'
import { Cell, Column, Table, TableBody, TableHead } from '@/components/ui/table'
import type { InvitationDetails, InvitationSort } from '@/lib/domain/invitations/list-invitations'
import { resend, revoke, undoRevoke } from './actions'
import { InvitationActions, type InvitationActionsProps } from './invitation-actions'
import { InvitationCells } from './invitation-cells'
import type { InvitationsFilter } from './invitations-page'
import { SelectedInvitations } from './selected-invitations'
import { invitationPath, pathWith, sortedBy } from './query'

interface InvitationsTableProps extends Omit<InvitationActionsProps, 'invitation'> {
  path: string
  filter: InvitationsFilter
  invitations: InvitationDetails[]
  now: Date
}

export function InvitationsTable(props: InvitationsTableProps) {
  const { path, filter, invitations, now, ...actions } = props
  const { slug, maySend, mayRevoke } = actions
  const pending = maySend || mayRevoke ? invitations.filter(({ state }) => state === 'pending') : []
  const hasSelection = pending.length > 0
  return (
    <ExpectedRows>
      <Selection ids={pending.map(({ id }) => id)}>
        <Table caption="Invitations">
          <TableHead>
            {hasSelection && <SelectColumn />}
            <SortColumn path={path} filter={filter} column="address" label="Address" />
            <Column>Roles</Column>
            <Column>State</Column>
            <SortColumn path={path} filter={filter} column="expires" label="Expires" />
            <SortColumn path={path} filter={filter} column="sent" label="Sent" />
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
                hasSelection={hasSelection}
                {...actions}
              />
            ))}
          </TableBody>
        </Table>
        {hasSelection && (
          <SelectedInvitations
            resend={maySend ? resend.bind(null, slug) : undefined}
            revoke={mayRevoke ? revoke.bind(null, slug) : undefined}
            undoRevoke={undoRevoke.bind(null, slug)}
            addresses={Object.fromEntries(pending.map(({ id, email }) => [id, email]))}
          />
        )}
      </Selection>
    </ExpectedRows>
  )
}

interface InvitationRowProps extends InvitationActionsProps {
  now: Date
  hasSelection: boolean
}

function InvitationRow({ invitation, now, hasSelection, ...actions }: InvitationRowProps) {
  const { id, email, inviteeName, inviterName } = invitation
  return (
    <ExpectedTableRow rowId={id}>
      {hasSelection && <SelectCell id={id} label={email} />}
      <PersonCell
        name={email}
        note={[inviteeName, `Invited by ${inviterName}`].filter(Boolean).join(' · ')}
        isNoteOptional={inviteeName === null}
        href={invitationPath(actions.slug, id)}
      />
      <InvitationCells invitation={invitation} now={now} />
      <Cell narrow="corner" align="end">
        <InvitationActions invitation={invitation} {...actions} isCompact />
      </Cell>
    </ExpectedTableRow>
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
