import { mayGrant, type SelfAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { withEvents } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { insertMembers } from '../members/add-members'
import { assertMayEnter } from './allowed-connections'
import { closedInvitation, findByTicketHash, type Ticketed, withTicket } from './find-by-ticket'
import type { PendingRole } from './lock-invitation'

/** Idempotent. Also sets the session’s organization. @throws DomainError not_found, gone, conflict, sign_in_again */
export function acceptInvitation(access: SelfAccess, ticket: string): Promise<{ slug: string }> {
  const { tenantId, userId, sessionId } = access
  return withTicket({ tenantId, ticket, person: access }, async (tx, found) => {
    await assertMayEnter(tx, access, found)
    const { events, mails } = await completeAcceptance(tx, found, userId)
    await tx.session.update({
      where: { tenantId_id: { tenantId, id: sessionId } },
      data: { organizationId: found.organization.id },
    })
    return withEvents({ slug: found.organization.slug }, events, mails)
  })
}

interface Acceptance {
  /** Empty if the same user accepted it before. */
  events: Event[]
  mails: OutgoingEmail[]
}

/** One guarded update decides between concurrent attempts. @throws DomainError gone, conflict */
export async function completeAcceptance(tx: Tx, found: Ticketed, userId: string): Promise<Acceptance> {
  const accepted = await accept(tx, found, userId)
  if (accepted === null) {
    await assertAcceptedBefore(tx, found, userId)
    return { events: [], mails: [] }
  }
  const { isSuspended, inviterEmail } = accepted
  if (isSuspended)
    throw new DomainError('conflict', `Your access to ${found.organization.displayName} is suspended.`)
  const roles = accepted.isNew ? await addMember(tx, found, { userId, accepted }) : null
  return {
    events: eventsOf(found, { userId, accepted, roles }),
    mails: inviterEmail === null ? [] : [emailToInviter(found, inviterEmail)],
  }
}

interface Accepted extends PendingRolesInput {
  name: string
  email: string
  /** False: the user’s existing roles stay. */
  isNew: boolean
  isSuspended: boolean
  /** Null if the inviter is no longer an active member. */
  inviterEmail: string | null
}

/** As foyer.accept_invitation names them. */
interface AcceptedRow extends Omit<Accepted, keyof PendingRolesInput> {
  offered: PendingRolesInput['sentRoles']
  offers: PendingRolesInput['pendingRoles']
  power: PendingRolesInput['grantable']
}

/** The update itself checks every condition. Null if one fails. */
async function accept(tx: Tx, found: Ticketed, userId: string): Promise<Accepted | null> {
  const { organization, invitation, version } = found
  const [row] = await tx.$queryRaw<{ accepted: AcceptedRow | null }[]>`
    SELECT foyer.accept_invitation(${organization.id}, ${invitation.id}, ${version}::int, ${userId}) AS accepted`
  if (!row?.accepted) return null
  const { offered: sentRoles, offers: pendingRoles, power: grantable, ...accepted } = row.accepted
  return { ...accepted, sentRoles, pendingRoles, grantable }
}

async function assertAcceptedBefore(tx: Tx, found: Ticketed, userId: string): Promise<void> {
  const { tenantId, organization } = found
  const now = await findByTicketHash(tx, tenantId, found.ticketHash)
  const { state, invitation } = now ?? found
  if (state === 'accepted' && invitation.acceptedBy === userId) {
    const where = { tenantId, organizationId: organization.id, userId }
    if ((await tx.member.count({ where })) > 0) return
  }
  if (state !== 'pending') throw closedInvitation({ state, invitation })
  if (invitation.inviterUserId === userId)
    throw new DomainError('conflict', 'You created this invitation, so someone else has to invite you.')
  throw new DomainError('conflict', 'This invitation is for another address. Sign in with that one.')
}

/** Null if another request added the user meanwhile. @throws DomainError conflict if none of the roles can be given */
async function addMember(
  tx: Tx,
  found: Ticketed,
  { userId, accepted }: { userId: string; accepted: Accepted },
): Promise<RolesToGive | null> {
  const roles = rolesToGive(accepted)
  if (roles.given.length === 0 && roles.dropped.length > 0) {
    const { inviterName } = found.invitation
    throw new DomainError(
      'conflict',
      `The roles of this invitation can no longer be assigned. Ask ${inviterName} for a new invitation.`,
    )
  }
  const added = await insertMembers(tx, {
    organizationId: found.organization.id,
    userIds: [userId],
    roles: roles.given,
    invitationId: found.invitation.id,
  })
  return added.has(userId) ? roles : null
}

function eventsOf(
  { organization, invitation }: Ticketed,
  { userId, accepted, roles }: { userId: string; accepted: Accepted; roles: RolesToGive | null },
): Event[] {
  const { name, email } = accepted
  const given = roles?.given.map((role) => role.name) ?? []
  const by = { organizationId: organization.id, actor: { kind: 'user' as const, id: userId } }
  const closed: Event = {
    ...by,
    type: 'invitation.accepted',
    target: { kind: 'invitation', id: invitation.id, email },
    details: {
      before: { state: 'pending' },
      after: { state: 'accepted', roles: given },
      droppedRoles: roles?.dropped ?? [],
      wasMember: roles === null,
    },
  }
  if (roles === null) return [closed]
  const added: Event = {
    ...by,
    type: 'member.added',
    target: { kind: 'user', id: userId, name, email },
    details: { before: null, after: given },
  }
  return [closed, added]
}

function emailToInviter({ organization, invitation }: Ticketed, to: string): OutgoingEmail {
  return {
    template: 'invitation_accepted',
    invitationId: invitation.id,
    to,
    organizationId: organization.id,
  }
}

interface PendingRolesInput {
  /** As sent; `id` is null if only the name was stored. */
  sentRoles: { id: string | null; name: string }[]
  pendingRoles: PendingRole[]
  /** The inviter’s limit: current or, after they left, as of sending. Null at tenant level: unlimited. */
  grantable: string[] | null
}

export interface RolesToGive {
  given: { id: string; name: string; usableIn: string }[]
  dropped: string[]
}

/** Drops roles that were deleted, are no longer assignable, or exceed the inviter’s limit. */
export function rolesToGive({ sentRoles, pendingRoles, grantable }: PendingRolesInput): RolesToGive {
  const limit = grantable === null ? null : new Set(grantable)
  const given = pendingRoles.filter(
    ({ isGivable, permissions }) => isGivable && (limit === null || mayGrant(limit, permissions)),
  )
  return {
    given: given.map(({ id, name, usableIn }) => ({ id, name, usableIn })),
    dropped: sentRoles.filter(({ id }) => !given.some((role) => role.id === id)).map(({ name }) => name),
  }
}
