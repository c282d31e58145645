import { PersonCell } from '@/components/ui/person-cell'
import { RoleBadges } from '@/components/ui/role-badges'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { may, type OrganizationActor } from '@/lib/access'
import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import { InvitationStatus } from '../../../../o/[slug]/(portal)/invitations/invitation-status'
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
  const { email, roles, inviterName, sentAt, expiresAt, state } = invitation
  return (
    <TableRow>
      <PersonCell name={email} note={`Invited by ${inviterName}`} isNoteOptional />
      <Cell>
        <RoleBadges roles={roles} />
      </Cell>
      <Cell>
        <InvitationStatus {...invitation} />
      </Cell>
      <Cell className="text-sm text-muted-foreground">
        {(state === 'pending' || state === 'expired') && (
          <>
            <span className="wide:hidden">{state === 'expired' ? 'Expired ' : 'Expires '}</span>
            <Time value={expiresAt} now={now} />
          </>
        )}
      </Cell>
      <Cell narrow="hide" className="text-sm text-muted-foreground">
        <Time value={sentAt} now={now} />
      </Cell>
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
