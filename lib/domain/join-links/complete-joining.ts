import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { rolesToGive, type RolesToGive } from '../invitations/complete-acceptance'
import { insertMembers } from '../members/add-members'
import { wasRemovedRecently } from '../members/remove-members'
import type { JoiningFacts } from './begin-joining'
import { type FoundJoinLink, isAllowedAddress } from './find-join-link'
import type { JoinRefusal } from './join-refusal'

export type Joining =
  | { refusal: JoinRefusal }
  /** Without events for a user who is a member already. */
  | { refusal: null; events: Event[] }

/** After beginJoining(), whose lock on the link decides between concurrent attempts. */
export async function completeJoining(tx: Tx, found: FoundJoinLink, facts: JoiningFacts): Promise<Joining> {
  if (facts.state === 'unavailable') return { refusal: facts.state }
  if (facts.isMember && !facts.isSuspended) return { refusal: null, events: [] }
  const refusal = await refusalOf(tx, found, facts)
  if (refusal !== null) return { refusal }
  const roles = rolesOf(facts)
  if (roles.given.length === 0) return { refusal: 'no_role' }
  const added = await insertMembers(tx, {
    organizationId: found.organization.id,
    userIds: [facts.userId],
    roles: roles.given,
    joinLinkId: found.id,
  })
  return { refusal: null, events: added.has(facts.userId) ? [joinedEvent(found, facts, roles)] : [] }
}

async function refusalOf(
  tx: Tx,
  { organization }: FoundJoinLink,
  facts: JoiningFacts,
): Promise<JoinRefusal | null> {
  if (facts.state !== 'live') return facts.state
  if (!facts.isActive) return 'inactive'
  if (facts.isSuspended) return 'suspended'
  const membership = { organizationId: organization.id, userId: facts.userId }
  if (await wasRemovedRecently(tx, membership)) return 'removed'
  return isAllowedAddress(facts, facts.emailFolded) ? null : 'other_domain'
}

function rolesOf({ pendingRoles, grantable }: JoiningFacts): RolesToGive {
  const offered = pendingRoles.filter(({ isOwner }) => !isOwner)
  return rolesToGive({ sentRoles: pendingRoles, pendingRoles: offered, grantable })
}

function joinedEvent(
  { id, organization }: FoundJoinLink,
  { userId, name, email }: JoiningFacts,
  roles: RolesToGive,
): Event {
  return {
    type: 'member.added',
    organizationId: organization.id,
    actor: { kind: 'user', id: userId },
    target: { kind: 'user', id: userId, name, email },
    details: {
      before: null,
      after: roles.given.map((role) => role.name),
      droppedRoles: roles.dropped,
      by: { joinLinkId: id },
    },
  }
}
