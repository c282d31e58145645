import type { Tx } from '@/lib/db/prisma'
import type { PendingRole } from '../invitations/lock-invitation'
import type { FoundJoinLink, JoinLinkState } from './find-join-link'

export interface JoiningFacts {
  userId: string
  state: JoinLinkState
  allowedDomains: string[]
  organizationDomains: string[] | null
  name: string
  email: string
  emailFolded: string
  /** Verified, and not blocked. */
  isActive: boolean
  isMember: boolean
  isSuspended: boolean
  pendingRoles: (PendingRole & { isOwner: boolean })[]
  /** What the user who made the link can grant: now or, after they left, as of then. Null: an operator, without a limit. */
  grantable: string[] | null
}

/** Locks the link. What was found before may have changed during the wait. */
export async function beginJoining(
  tx: Tx,
  { id, organization }: FoundJoinLink,
  userId: string,
): Promise<JoiningFacts> {
  const [row] = await tx.$queryRaw<{ facts: Omit<JoiningFacts, 'userId'> }[]>`
    SELECT foyer.begin_joining(${organization.id}, ${id}, ${userId}) AS facts`
  if (!row) throw new Error('A function answers with one row.')
  return { userId, ...row.facts }
}
