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
  /** The giving rule does not apply. */
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
  const given = isTenantLevel || userId === null ? name : undefined
  const displayed = given ?? inviter.name
  if (displayed === null) throw notFound()
  return { userId, name: displayed, permissions: inviter.ownPower, isTenantLevel }
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

/** Kept only if the former inviter was a machine or is the same user. */
export function formerInviterName(
  access: OrganizationActor,
  { inviterUserId, inviterName }: SentBefore,
): string | undefined {
  return inviterUserId === null || inviterUserId === personOf(access) ? inviterName : undefined
}
