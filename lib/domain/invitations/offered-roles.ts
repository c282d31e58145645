import { mayGrant } from '@/lib/access'
import type { PendingRoleIds } from './offers'

/** What giving the roles of an invitation depends on, as foyer.accept_invitation has it. */
export interface PendingRolesInput {
  /** As the invitation was sent; an id is null where only the name was stored. */
  offered: { id: string | null; name: string }[]
  /** Those that still exist. */
  offers: PendingRoleIds[]
  /**
   * The permissions that its inviter can grant now or, once they are not a member any more, could grant when they sent
   * it. Null for an inviter at tenant level, who is not limited.
   */
  power: string[] | null
}

export interface PendingRoles {
  given: { id: string; name: string; usableIn: string }[]
  /** Names of those that were offered and are not given. */
  dropped: string[]
}

/**
 * The roles that an accepted invitation gives: those that still exist, can still be given in the organization, and do
 * not exceed what its inviter can grant.
 */
export function pendingRoles({ offered, offers, power: grantable }: PendingRolesInput): PendingRoles {
  const held = grantable === null ? null : new Set(grantable)
  const given = offers.filter(
    ({ isGivable, permissions }) => isGivable && (held === null || mayGrant(held, permissions)),
  )
  return {
    given: given.map(({ id, name, usableIn }) => ({ id, name, usableIn })),
    dropped: offered.filter(({ id }) => !given.some((role) => role.id === id)).map(({ name }) => name),
  }
}
