import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { type InvitationLimits, type Inviter, withCaller } from './invitation-checks'

/** What sending it again needs. */
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
  /** Whether it was sent with roles, which may be deleted by now. */
  hasOfferedRoles: boolean
}

export interface LockedInvitation {
  invitation: SentInvitation
  /** The roles that it gives on acceptance and that still exist. */
  pendingRoles: PendingRole[]
  /** The caller, after the wait for the lock. */
  inviter: Inviter
}

/** As foyer.lock_invitation and foyer.begin_resend answer it. */
type Row<T = object> = Omit<LockedInvitation, 'pendingRoles'> & { offers: PendingRole[] } & T

/**
 * A pending invitation, overdue or not, that nobody else answers or changes until the end of the transaction.
 * @throws DomainError not_found, gone
 */
export async function lockPending(tx: Tx, access: OrganizationAccess, id: string): Promise<LockedInvitation> {
  const [row] = await tx.$queryRaw<{ locked: Row | null }[]>`
    SELECT foyer.lock_invitation(${id}) AS locked`
  const { offers: pendingRoles, ...locked } = withCaller(tx, access, row?.locked)
  if (locked.invitation.state === 'pending') return { ...locked, pendingRoles }
  throw notPending(locked.invitation.state)
}

/**
 * Locks an invitation in whatever state, and before it the limits: nobody else sends from the organization or to its
 * address until the transaction ends.
 * @throws DomainError not_found
 */
export async function lockForResend(
  tx: Tx,
  access: OrganizationAccess,
  id: string,
): Promise<LockedInvitation & InvitationLimits> {
  const [row] = await tx.$queryRaw<{ locked: Row<InvitationLimits> | null }[]>`
    SELECT foyer.begin_resend(${id}) AS locked`
  const { offers: pendingRoles, ...locked } = withCaller(tx, access, row?.locked)
  return { ...locked, pendingRoles }
}

/** The refusal of what only a pending invitation allows. */
export function notPending(state: string): DomainError {
  const why =
    state === 'expired'
      ? 'has expired. Send it again first.'
      : 'was answered or revoked. Invite the person again.'
  return new DomainError('gone', `This invitation ${why}`)
}

/** A role that an invitation gives on acceptance and that still exists, as foyer.invitation_offers answers it. */
export interface PendingRole {
  id: string
  name: string
  usableIn: string
  /** Assignable, or the organization’s own. */
  isGivable: boolean
  /** Its Management permissions of organization level. */
  permissions: string[]
}
