import type { SelfAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { unchanged, withEvents } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'
import { rolesToGive, type RolesToGive } from '../invitations/accept-invitation'
import { assertMayEnter, listAllowedConnections } from '../invitations/allowed-connections'
import type { PendingRole } from '../invitations/lock-invitation'
import { insertMembers } from '../members/add-members'
import { wasRemovedRecently } from '../members/remove-members'
import type { ConsumedEmailToken } from '../users/email-token'
import {
  findById,
  type FoundJoinLink,
  isAllowedAddress,
  type JoinLinkState,
  withJoinLink,
} from './find-join-link'
import { type JoinRefusal, joinRefused } from './join-refusal'
import { findJoinPath } from './join-token'

/** Idempotent. Also sets the session’s organization. @throws DomainError not_found, gone, conflict, sign_in_again, too_many */
export async function joinByLink(access: SelfAccess, token: string): Promise<{ slug: string }> {
  const { tenantId, userId, sessionId } = access
  await reserveJoining(tenantId, token)
  return withJoinLink({ tenantId, token, person: access }, async (tx, found) => {
    const { organization } = found
    const facts = await beginJoining(tx, found, userId)
    if (facts.state === 'live') await assertMayEnter(tx, access, found)
    const joining = await completeJoining(tx, found, facts)
    if (joining.refusal !== null) throw joinRefused(joining.refusal, { ...found, ...facts })
    const result = { slug: organization.slug }
    if (joining.events.length === 0) return unchanged(result)
    await tx.session.update({
      where: { tenantId_id: { tenantId, id: sessionId } },
      data: { organizationId: organization.id },
    })
    return withEvents(result, joining.events)
  })
}

interface SignedUp {
  tenantId: string
  userId: string
  connectionId: string
}

/** If the link has stopped working, the sign-up continues and returns to the link’s page, which says why. */
export async function joinAfterSignUp(
  tx: Tx,
  signedUp: SignedUp,
  { joinLinkId, organizationId, returnTo }: ConsumedEmailToken,
): Promise<{ returnTo: string | null; events: Event[] }> {
  if (joinLinkId === null || organizationId === null) return { returnTo, events: [] }
  const found = await findById(tx, signedUp.tenantId, { organizationId, id: joinLinkId })
  if (!found) return { returnTo, events: [] }
  const events = await join(tx, signedUp, found)
  return events === null ? { returnTo: findJoinPath(found), events: [] } : { returnTo: null, events }
}

async function join(
  tx: Tx,
  { userId, connectionId }: SignedUp,
  found: FoundJoinLink,
): Promise<Event[] | null> {
  const facts = await beginJoining(tx, found, userId)
  const allowed = await listAllowedConnections(tx, found, facts.emailFolded)
  if (!allowed.some(({ id }) => id === connectionId)) return null
  const joining = await completeJoining(tx, found, facts)
  return joining.refusal === null ? joining.events : null
}

interface JoiningFacts {
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
  /** What the user who created the link can grant: now or, after they left, as of then. Null for an operator: unlimited. */
  grantable: string[] | null
}

/** Locks the link. What was found before may have changed during the wait. */
async function beginJoining(
  tx: Tx,
  { id, organization }: FoundJoinLink,
  userId: string,
): Promise<JoiningFacts> {
  const [row] = await tx.$queryRaw<{ facts: Omit<JoiningFacts, 'userId'> }[]>`
    SELECT foyer.begin_joining(${organization.id}, ${id}, ${userId}) AS facts`
  if (!row) throw new Error('The function returned no row.')
  return { userId, ...row.facts }
}

type Joining =
  | { refusal: JoinRefusal }
  /** No events for a user who is a member already. */
  | { refusal: null; events: Event[] }

/** After beginJoining(), whose lock on the link decides between concurrent attempts. */
async function completeJoining(tx: Tx, found: FoundJoinLink, facts: JoiningFacts): Promise<Joining> {
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

/** Many people in one office may join at once, from one address. */
export const perAddress: Limit = { name: 'join_ip', points: 100, seconds: 15 * 60, isOfNetwork: true }
export const perLink: Limit = { name: 'join_link', points: 300, seconds: 15 * 60 }

/** @throws DomainError too_many */
export async function reserveJoining(tenantId: string, token: string): Promise<void> {
  await reserve(perAddress, callerKey(tenantId))
  await reserve(perLink, `${tenantId} ${sha256Hex(token)}`)
}
