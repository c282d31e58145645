import { ArrowDown, ArrowUp } from 'lucide-react'
import { ExpectedRows } from '@/components/form/expected-rows'
import { AppLink } from '@/components/ui/app-link'
import { SelectColumn, Selection } from '@/components/ui/selection'
import { SortLinks } from '@/components/ui/sort-column'
import { ActionsColumn, Column, Table, TableBody, TableHead } from '@/components/ui/table'
import type { InvitationDetails, InvitationSort } from '@/lib/domain/invitations/list-invitations'
import { linkOf, resend, revoke, undoRevoke } from './actions'
import { invitationRow } from './invitation-row'
import { InvitationForms, InvitationRows, type InvitationActs } from './invitation-rows'
import type { InvitationsFilter } from './invitations-page'
import { SelectedInvitations } from './selected-invitations'
import { invitationPath, invitationsPathWith, sortedBy } from './query'

interface InvitationsTableProps {
  slug: string
  path: string
  filter: InvitationsFilter
  invitations: InvitationDetails[]
  maySend: boolean
  mayRevoke: boolean
}

export function InvitationsTable(props: InvitationsTableProps) {
  const { slug, path, filter, invitations, maySend, mayRevoke } = props
  const acts: InvitationActs = {
    resend: maySend ? resend.bind(null, slug) : undefined,
    linkOf: maySend ? linkOf.bind(null, slug) : undefined,
    revoke: mayRevoke ? revoke.bind(null, slug) : undefined,
    undoRevoke: undoRevoke.bind(null, slug),
  }
  const rows = invitations.map(invitationRow)
  const pending = maySend || mayRevoke ? rows.filter(({ state }) => state === 'pending') : []
  const hasSelection = pending.length > 0
  return (
    <ExpectedRows>
      <InvitationForms acts={acts}>
        <Selection ids={pending.map(({ id }) => id)}>
          <Table caption="Invitations">
            <TableHead>
              {hasSelection && <SelectColumn />}
              <SortColumn path={path} filter={filter} column="address" label="Address" />
              <Column>Roles</Column>
              <Column>State</Column>
              <SortColumn path={path} filter={filter} column="expires" label="Expires" />
              <SortColumn path={path} filter={filter} column="sent" label="Sent" />
              <ActionsColumn />
            </TableHead>
            <TableBody>
              <InvitationRows
                invitations={rows}
                acts={acts}
                path={invitationPath(slug, '')}
                hasSelection={hasSelection}
                now={new Date()}
              />
            </TableBody>
          </Table>
          {hasSelection && <SelectedInvitations acts={acts} invitations={pending} />}
        </Selection>
      </InvitationForms>
    </ExpectedRows>
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
      <SortLinks label={label}>
        <AppLink
          href={invitationsPathWith(path, sortedBy({ ...filter, sort, descending }, column))}
          className="inline-flex items-center gap-1 hover:text-foreground"
        >
          {label}
          {isSorted && <Arrow aria-hidden strokeWidth={1.75} className="size-3.5" />}
        </AppLink>
      </SortLinks>
    </Column>
  )
}
