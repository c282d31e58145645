import { personOf, type OrganizationActor } from '@/lib/access'
import { notFound } from '@/lib/errors'
import type { Inviter } from './invitation-checks'

/** The inviter’s permissions limit the roles that the invitation gives. */
export interface InviterSnapshot {
  /** Null for a machine. */
  userId: string | null
  name: string
  /** As of sending: they count on acceptance if the inviter is a machine or no longer a member. */
  permissions: string[]
  /** If so, the roles are not limited. */
  isTenantLevel: boolean
}

/** @param name ignored for a member, whose own name is used @throws DomainError not_found */
export function inviterSnapshotOf(
  access: OrganizationActor,
  inviter: Inviter,
  name?: string,
): InviterSnapshot {
  const { isTenantLevel = false } = access
  const userId = personOf(access)
  const displayName = (isTenantLevel || userId === null ? name : undefined) ?? inviter.name
  if (displayName === null) throw notFound()
  return { userId, name: displayName, permissions: inviter.ownPower, isTenantLevel }
}

export function newInviterSnapshotOf(
  access: OrganizationActor,
  inviter: Inviter,
  before: SentBefore,
): InviterSnapshot {
  return inviterSnapshotOf(access, inviter, formerInviterName(access, before))
}

interface SentBefore {
  inviterUserId: string | null
  inviterName: string
}

/** Undefined if the former inviter was another user. */
export function formerInviterName(
  access: OrganizationActor,
  { inviterUserId, inviterName }: SentBefore,
): string | undefined {
  return inviterUserId === null || inviterUserId === personOf(access) ? inviterName : undefined
}
