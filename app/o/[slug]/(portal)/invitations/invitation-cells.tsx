import { RoleBadges } from '@/components/ui/role-badges'
import { Cell } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import { InvitationStatus } from './invitation-status'

/** Roles, state, expiry and when it was sent. */
export function InvitationCells({ invitation, now }: { invitation: InvitationDetails; now: Date }) {
  const { id, roles, sentAt, expiresAt, state, emailProblem } = invitation
  return (
    <>
      <Cell>
        <RoleBadges roles={roles} />
      </Cell>
      <Cell>
        <InvitationStatus id={id} state={state} emailProblem={emailProblem} />
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
    </>
  )
}
