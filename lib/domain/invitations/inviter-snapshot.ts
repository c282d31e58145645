import { personOf, type OrganizationActor } from '@/lib/access'
import { notFound } from '@/lib/errors'
import type { Inviter } from './invitation-checks'

/** The inviter, whose permissions limit the roles that the invitation gives. */
export interface InviterSnapshot {
  /** Null for a machine. */
  userId: string | null
  name: string
  /** Management permissions when sending: they count on acceptance if the inviter is a machine or not a member then. */
  permissions: string[]
  /** At tenant level: the giving rule does not apply. */
  isTenantLevel: boolean
}

/**
 * The actor as inviter: a user with the permissions of their own roles here, a machine with its own permissions.
 * @param name the name that a machine or a tenant-level caller gives; ignored for a member, whose own name is used
 * @throws DomainError not_found
 */
export function inviterSnapshotOf(
  access: OrganizationActor,
  inviter: Inviter,
  name?: string,
): InviterSnapshot {
  const { isTenantLevel = false } = access
  const userId = personOf(access)
  const given = isTenantLevel || userId === null ? name : undefined
  const displayed = given ?? inviter.name
  if (displayed === null) throw notFound()
  return { userId, name: displayed, permissions: inviter.ownPower, isTenantLevel }
}

/** The actor as the new inviter of an invitation that was sent before. */
export function newInviterSnapshotOf(
  access: OrganizationActor,
  inviter: Inviter,
  before: SentBefore,
): InviterSnapshot {
  return inviterSnapshotOf(access, inviter, nameAtSending(access, before))
}

interface SentBefore {
  inviterUserId: string | null
  inviterName: string
}

/** The former inviter’s name, if that was a machine or is the same user. */
export function nameAtSending(
  access: OrganizationActor,
  { inviterUserId, inviterName }: SentBefore,
): string | undefined {
  return inviterUserId === null || inviterUserId === personOf(access) ? inviterName : undefined
}
