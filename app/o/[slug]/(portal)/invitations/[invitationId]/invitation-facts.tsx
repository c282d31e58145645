import type { ReactNode } from 'react'
import { Time } from '@/components/ui/time'
import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'

/** @param children the roles */
export function InvitationFacts({
  invitation: { inviteeName, inviterName, state, expiresAt },
  children,
}: {
  invitation: InvitationDetails
  children: ReactNode
}) {
  return (
    <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-2">
      {inviteeName !== null && (
        <>
          <dt className="text-muted-foreground">Name</dt>
          <dd className="wrap-anywhere">{inviteeName}</dd>
        </>
      )}
      <dt className="text-muted-foreground">Roles</dt>
      <dd className="min-w-0">{children}</dd>
      <dt className="text-muted-foreground">Invited by</dt>
      <dd className="wrap-anywhere">{inviterName}</dd>
      {(state === 'pending' || state === 'expired') && (
        <>
          <dt className="text-muted-foreground">{state === 'pending' ? 'Expires' : 'Expired'}</dt>
          <dd>
            <Time value={expiresAt} />
          </dd>
        </>
      )}
    </dl>
  )
}
