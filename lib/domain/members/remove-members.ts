import { authorize, type OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult, unchanged, withEvents } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { assertNotManaged } from '../directories/assert-not-managed'
import { revokedEvent } from '../invitations/revoke-invitations'
import { turnedOffEvent } from '../join-links/turn-off-join-link'
import { assertOwnerLeft, type ChangedMember, emailsTo, readMemberChange, roleNames } from './member-change'

type Access = OrganizationAccess<'delete:organization_members'>

interface Removal {
  users: readonly string[]
  /** By default users who are not members are ignored. */
  mustBeMembers?: boolean
  /** Those that the members sent, and the join link if one of them made it; requires delete:organization_invitations. */
  revokeInvitations?: boolean
}

export interface Removed {
  names: string[]
  revoked: number
  hasTurnedOffLink: boolean
}

/** Emails them, unless at tenant level. @throws DomainError not_found, not_yours_to_give, last_owner, conflict (managed) */
export function removeMembers(access: Access, removal: Removal): Promise<Removed> {
  const allowed: Access = removal.revokeInvitations
    ? authorize(access, 'delete:organization_members', 'delete:organization_invitations')
    : access
  return changeLocked(allowed, (tx) => changeRemoval(tx, allowed, removal), { users: removal.users })
}

/** In changeLocked() only. */
export async function changeRemoval(
  tx: Tx,
  access: Access,
  { users, mustBeMembers = false, revokeInvitations = false }: Removal,
): Promise<ChangeResult<Removed>> {
  const { organizationId } = access
  const change = await readMemberChange(tx, access, { users })
  const { members } = change
  if (mustBeMembers && members.length < new Set(users).size) throw notFound()
  assertNotManaged(access, members)
  for (const member of members) assertMayRemove(member)
  if (members.length === 0) return unchanged({ names: [], revoked: 0, hasTurnedOffLink: false })
  const { revoked, turnedOffLink, hasOwner } = await endMemberships(tx, organizationId, {
    users: members.map(({ id }) => id),
    revokeInvitations,
  })
  assertOwnerLeft(access, change, hasOwner)
  const names = members.map(({ name }) => name)
  const events = [
    ...members.map(removedEvent),
    ...revoked.map(revokedEvent),
    ...(turnedOffLink === null ? [] : [turnedOffEvent(turnedOffLink)]),
  ]
  return withEvents(
    { names, revoked: revoked.length, hasTurnedOffLink: turnedOffLink !== null },
    events,
    emailsTo(access, members, () => ({ template: 'member_removed' })),
  )
}

interface EndedMemberships {
  revoked: { id: string; email: string }[]
  /** Its id. */
  turnedOffLink: string | null
  hasOwner: boolean
}

/** Their pending invitations stay, limited to the permissions that the members have now. */
export async function endMemberships(
  tx: Tx,
  organizationId: string,
  { users, revokeInvitations = false }: Pick<Removal, 'users' | 'revokeInvitations'>,
): Promise<EndedMemberships> {
  const [row] = await tx.$queryRaw<[{ ended: EndedMemberships }]>`
    SELECT foyer.end_memberships(${organizationId}, ${[...users]}::text[], ${revokeInvitations}) AS ended`
  return row.ended
}

function assertMayRemove({ name, isWithinReach }: ChangedMember): void {
  if (isWithinReach) return
  throw new DomainError(
    'not_yours_to_give',
    `${name} has more permissions here than you, so you cannot remove ${name}.`,
  )
}

function removedEvent({ id, name, email, roles }: ChangedMember): Event {
  return {
    type: 'member.removed',
    target: { kind: 'user', id, name, email },
    details: { before: roleNames(roles), after: null },
  }
}

/** Also true for users who left after a role was removed from them or they were suspended. */
export async function wasRemovedRecently(
  tx: Tx,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ wasRemoved: boolean }[]>`
    SELECT foyer.was_removed(${organizationId}, ${userId}) AS "wasRemoved"`
  return row?.wasRemoved ?? false
}
