import { ExpectedRows } from '@/components/form/expected-rows'
import { ActionsColumn, Column, Table, TableBody, TableHead } from '@/components/ui/table'
import { may, type OrganizationActor } from '@/lib/access'
import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import { invitationRow } from '../../../../o/[slug]/(portal)/invitations/invitation-row'
import {
  InvitationForms,
  InvitationRows,
  type InvitationActs,
} from '../../../../o/[slug]/(portal)/invitations/invitation-rows'
import { resend, revoke, undoRevoke } from './actions'

interface InvitationsTableProps {
  actor: OrganizationActor
  invitations: InvitationDetails[]
}

export function InvitationsTable({ actor, invitations }: InvitationsTableProps) {
  const { organizationId } = actor
  const acts: InvitationActs = {
    resend: may(actor, 'create:organization_invitations') ? resend.bind(null, organizationId) : undefined,
    revoke: may(actor, 'delete:organization_invitations') ? revoke.bind(null, organizationId) : undefined,
    undoRevoke: undoRevoke.bind(null, organizationId),
  }
  return (
    <ExpectedRows>
      <InvitationForms acts={acts}>
        <Table caption="Invitations">
          <TableHead>
            <Column>Address</Column>
            <Column>Roles</Column>
            <Column>State</Column>
            <Column>Expires</Column>
            <Column>Sent</Column>
            <ActionsColumn />
          </TableHead>
          <TableBody>
            <InvitationRows invitations={invitations.map(invitationRow)} acts={acts} now={new Date()} />
          </TableBody>
        </Table>
      </InvitationForms>
    </ExpectedRows>
  )
}
