import { PersonCell } from '@/components/ui/person-cell'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { may, type OrganizationActor } from '@/lib/access'
import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import { InvitationCells } from '../../../../o/[slug]/(portal)/invitations/invitation-cells'
import { ResendForm } from '../../../../o/[slug]/(portal)/invitations/resend-form'
import { RevokeDialog } from '../../../../o/[slug]/(portal)/invitations/revoke-dialog'
import { resend, revoke, undoRevoke } from './actions'

interface InvitationsTableProps {
  actor: OrganizationActor
  invitations: InvitationDetails[]
}

export function InvitationsTable({ actor, invitations }: InvitationsTableProps) {
  const now = new Date()
  return (
    <Table caption="Invitations">
      <TableHead>
        <Column>Address</Column>
        <Column>Roles</Column>
        <Column>State</Column>
        <Column>Expires</Column>
        <Column>Sent</Column>
        <Column align="end">
          <span className="sr-only">Actions</span>
        </Column>
      </TableHead>
      <TableBody>
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} actor={actor} invitation={invitation} now={now} />
        ))}
      </TableBody>
    </Table>
  )
}

interface InvitationRowProps {
  actor: OrganizationActor
  invitation: InvitationDetails
  now: Date
}

function InvitationRow({ actor, invitation, now }: InvitationRowProps) {
  const { email, inviterName } = invitation
  return (
    <TableRow>
      <PersonCell name={email} note={`Invited by ${inviterName}`} isNoteOptional />
      <InvitationCells invitation={invitation} now={now} />
      <Cell narrow="corner" align="end">
        <Acts actor={actor} invitation={invitation} />
      </Cell>
    </TableRow>
  )
}

function Acts({ actor: { organizationId, ...actor }, invitation }: Omit<InvitationRowProps, 'now'>) {
  const { id, email, isOpen, isResendable } = invitation
  const button = { id, isCompact: true }
  return (
    <div className="flex justify-end">
      {may(actor, 'create:organization_invitations') && isResendable && (
        <ResendForm action={resend.bind(null, organizationId)} {...button} />
      )}
      {may(actor, 'delete:organization_invitations') && isOpen && (
        <RevokeDialog
          action={revoke.bind(null, organizationId)}
          undo={undoRevoke.bind(null, organizationId)}
          email={email}
          {...button}
        />
      )}
    </div>
  )
}
