import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { EmailContent } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { type ChangeResult, withEvents } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { notAssignable } from '../roles/role-choices'
import {
  assertHeld,
  assertOwnerLeft,
  type ChangedMember,
  emailsTo,
  type MemberChange,
  type MemberRole,
  type RequestedRole,
  roleNames,
} from './member-change'

export interface RoleDifference {
  member: ChangedMember
  added: ReadonlySet<string>
  removed: readonly string[]
}

export interface ChangedRoles {
  userId: string
  name: string
  /** Ids, before the change. */
  before: string[]
  /** Names, after the change. */
  roles: string[]
}

export interface RoleIds {
  add?: readonly string[]
  remove?: readonly string[]
  /** All of them after the change. */
  replace?: readonly string[]
}

export function differenceOf(
  member: ChangedMember,
  { add = [], remove = [], replace }: RoleIds,
): RoleDifference {
  const before = member.roles.map(({ id }) => id)
  return {
    member,
    added: new Set((replace ?? add).filter((id) => !before.includes(id))),
    removed: before.filter((id) => (replace ? !replace.includes(id) : remove.includes(id))),
  }
}

/**
 * All or none of them, in one statement for any number of members. In changeLocked() only.
 * @throws DomainError not_found, invalid (no role left), not_yours_to_give, last_owner, conflict; UnknownRoles
 */
export async function applyRoleDifferences(
  tx: Tx,
  access: OrganizationAccess,
  { change, differences: all }: { change: MemberChange; differences: readonly RoleDifference[] },
): Promise<ChangeResult<ChangedRoles[]>> {
  const differences = all.filter(({ added, removed }) => added.size + removed.length > 0)
  for (const difference of differences) assertMayChange(change, difference)
  const toWrite = differences.map(({ member, added, removed }) => ({
    userId: member.id,
    added: getGivableRoles(access, change, [...added]),
    removed,
  }))
  const written = await writeRoles(tx, access, toWrite)
  if (differences.length > 0) assertOwnerLeft(access, change, written.hasOwner)
  if (!access.isTenantLevel && written.roles.some((names) => names.length === 0))
    throw withoutRole({ field: 'roles' })
  const changed = new Map(
    differences.map(({ member }, at) => [
      member.id,
      { member, after: written.roles[at] ?? [], write: toWrite[at] },
    ]),
  )
  const result = all.map(({ member }) => changedRoles(member, changed.get(member.id)?.after))
  const events = [...changed.values()].map(({ member, after }) => changedEvent(member, after))
  const members = differences.map(({ member }) => member)
  const mails = emailsTo(access, members, (member) => {
    const { after = [], write } = changed.get(member.id) ?? {}
    return changedEmail(member, after, write)
  })
  return withEvents(result, events, mails)
}

/** @param after as written; undefined if nothing was */
function changedRoles({ id, name, roles }: ChangedMember, after: string[] | undefined): ChangedRoles {
  const before = roles.map((role) => role.id)
  return { userId: id, name, before, roles: after ?? roleNames(roles).roles }
}

export function withoutRole(at: { field?: string } = {}): DomainError {
  return new DomainError('invalid', 'A member needs at least one role.', at)
}

function assertMayChange(
  change: MemberChange,
  { member: { name, isWithinReach }, added, removed }: RoleDifference,
): void {
  if (added.size > 0) assertHeld(change, 'create:organization_member_roles')
  if (removed.length === 0) return
  assertHeld(change, 'delete:organization_member_roles')
  if (isWithinReach) return
  throw new DomainError(
    'not_yours_to_give',
    `${name} has more permissions here than you, so you cannot remove roles from ${name}.`,
  )
}

/** @throws DomainError not_yours_to_give; UnknownRoles */
export function getGivableRoles(
  access: OrganizationActor,
  { roles }: MemberChange,
  ids: readonly string[],
): RequestedRole[] {
  const givable = roles.filter(({ id, isGivable }) => isGivable && ids.includes(id))
  if (givable.length === ids.length) return givable
  throw notAssignable(
    access,
    ids.filter((id) => !roles.some((role) => role.id === id)),
  )
}

export function changedEvent({ id, name, email, roles }: ChangedMember, after: string[]): Event {
  return {
    type: 'member.roles_changed',
    target: { kind: 'user', id, name, email },
    details: { before: roleNames(roles), after: { roles: after } },
  }
}

export function changedEmail(
  { roles }: Pick<ChangedMember, 'roles'>,
  after: string[],
  { added, removed }: { added: readonly Pick<MemberRole, 'isOwner'>[]; removed: readonly string[] } = {
    added: [],
    removed: [],
  },
): EmailContent {
  const wasOwner = roles.some(({ isOwner }) => isOwner)
  const isOwner = [...added, ...roles.filter(({ id }) => !removed.includes(id))].some((role) => role.isOwner)
  return {
    template: 'member_roles_changed',
    before: roles.map(({ name }) => name),
    after,
    ...(wasOwner === isOwner ? {} : { ownership: isOwner ? 'granted' : 'removed' }),
  }
}

const mostRoles = 50

export interface RolesToWrite {
  userId: string
  added: readonly Pick<RequestedRole, 'id' | 'usableIn'>[]
  removed: readonly string[]
}

interface WrittenRoles {
  /** Names, after the change, of each member in the order given. */
  roles: string[][]
  hasOwner: boolean
}

/** In one statement for any number of members. @throws DomainError conflict for too many roles */
export async function writeRoles(
  tx: Tx,
  { organizationId }: OrganizationActor,
  members: readonly RolesToWrite[],
): Promise<WrittenRoles> {
  if (members.length === 0) return { roles: [], hasOwner: true }
  const rows = members.map(({ userId, added, removed }) => ({
    user_id: userId,
    added: added.map(({ id }) => id),
    usable_in: added.map(({ usableIn }) => usableIn),
    removed,
  }))
  const [written] = await tx.$queryRaw<[{ changed: { roles: Record<string, string[]>; hasOwner: boolean } }]>`
    SELECT foyer.change_roles_of_members(${organizationId}, ${JSON.stringify(rows)}::jsonb) AS changed`
  const { roles: byUser, hasOwner } = written.changed
  const roles = members.map(({ userId }) => byUser[userId] ?? [])
  if (roles.some((names) => names.length > mostRoles))
    throw new DomainError('conflict', 'No more roles can be assigned to this organization member.')
  return { roles, hasOwner }
}
