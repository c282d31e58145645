import { Checkbox } from '@/components/ui/checkbox'

export interface Revocable {
  /** Pending invitations that they sent and the actor may revoke. */
  invitations: number
  /** Whether they made the join link and the actor may turn it off. */
  hasJoinLink: boolean
}

/** @param by the member’s name, or “they” for several */
export function RevocationChoice({ by, invitations, hasJoinLink }: Revocable & { by: string }) {
  if (invitations === 0 && !hasJoinLink) return null
  return <Checkbox name="revoke" label={`Also ${acts({ by, invitations, hasJoinLink })}`} />
}

function acts({ by, invitations, hasJoinLink }: Revocable & { by: string }): string {
  const which = invitations === 1 ? 'the pending invitation' : `the ${invitations} pending invitations`
  if (invitations === 0) return `turn off the join link ${by} made`
  return `revoke ${which} ${by} sent${hasJoinLink ? ' and turn off the join link they made' : ''}`
}
