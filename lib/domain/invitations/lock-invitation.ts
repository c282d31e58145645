import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { type InvitationLimits, type Inviter, withCaller } from './invitation-checks'

export interface SentInvitation {
  id: string
  email: string
  emailFolded: string
  state: string
  version: number
  inviterUserId: string | null
  inviterName: string
  sendInvitationEmail: boolean
  ttlSeconds: number
  metadataFills: boolean
  /** True even if those roles were deleted since. */
  hasOfferedRoles: boolean
}

interface LockedInvitation {
  invitation: SentInvitation
  /** Without deleted roles. */
  pendingRoles: PendingRole[]
  /** Read after the wait for the lock. */
  inviter: Inviter
}

/** As foyer.lock_invitation names them. */
type Row = Omit<LockedInvitation, 'pendingRoles'> & { offers: PendingRole[] }

/** Also an overdue one. @throws DomainError not_found, gone */
export async function lockPending(tx: Tx, access: OrganizationAccess, id: string): Promise<LockedInvitation> {
  const [row] = await tx.$queryRaw<{ locked: Row | null }[]>`
    SELECT foyer.lock_invitation(${id}) AS locked`
  const { offers: pendingRoles, ...locked } = withCaller(tx, access, row?.locked)
  if (locked.invitation.state === 'pending') return { ...locked, pendingRoles }
  throw notPending(locked.invitation.state)
}

export interface LockedForResend extends InvitationLimits {
  /** Those of the ids that the organization has, in any state. */
  invitations: Omit<LockedInvitation, 'inviter'>[]
  /** Read after the wait for the locks. */
  inviter: Inviter
}

type ResendRow = Omit<LockedForResend, 'invitations'> & {
  invitations: { invitation: SentInvitation; offers: PendingRole[] }[]
}

/** Locks the sending limits before the invitations. @throws DomainError not_found if it finds none */
export async function lockForResend(
  tx: Tx,
  access: OrganizationAccess,
  ids: readonly string[],
): Promise<LockedForResend> {
  const [row] = await tx.$queryRaw<{ locked: ResendRow | null }[]>`
    SELECT foyer.begin_resends(${[...ids]}::text[]) AS locked`
  const { invitations, ...locked } = withCaller(tx, access, row?.locked)
  return {
    ...locked,
    invitations: invitations.map(({ invitation, offers }) => ({ invitation, pendingRoles: offers })),
  }
}

export function notPending(state: string): DomainError {
  const why =
    state === 'expired'
      ? 'has expired. Send it again first.'
      : 'was answered or revoked. Invite the person again.'
  return new DomainError('gone', `This invitation ${why}`)
}

export interface PendingRole {
  id: string
  name: string
  usableIn: string
  /** Assignable, or the organization’s own. */
  isGivable: boolean
  /** Management permissions of organization level. */
  permissions: string[]
}
