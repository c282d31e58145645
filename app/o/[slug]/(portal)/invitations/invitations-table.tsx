import { ExpectedRows } from '@/components/form/expected-rows'
import { SelectColumn, Selection } from '@/components/ui/selection'
import { SortColumn } from '@/components/ui/sort-column'
import { Column, Table, TableBody, TableHead } from '@/components/ui/table'
import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import { linkOf, resend, revoke, undoRevoke } from './actions'
import { invitationRow } from './invitation-row'
import { InvitationForms, InvitationRows, type InvitationActs } from './invitation-rows'
import type { InvitationsFilter, InvitationsSort } from './invitations-page'
import { SelectedInvitations } from './selected-invitations'
import { invitationsPathWith } from './query'

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
  const sorting = {
    sort: filter.sort ?? '-sent',
    pathWith: (sort: InvitationsSort) => invitationsPathWith(path, { ...filter, sort, page: undefined }),
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
              <SortColumn {...sorting} by={[['address', 'Address']]} />
              <Column>Roles</Column>
              <Column>State</Column>
              <SortColumn {...sorting} by={[['expires', 'Expires']]} />
              <SortColumn {...sorting} by={[['sent', 'Sent']]} isDescendingFirst />
              <Column align="end">
                <span className="sr-only">Actions</span>
              </Column>
            </TableHead>
            <TableBody>
              <InvitationRows
                invitations={rows}
                acts={acts}
                path={`${path}/`}
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
