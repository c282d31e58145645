import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import { changeLocked, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { EmailContent } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'
import { assertRolesNotManaged } from '../directories/assert-not-managed'
import { notAssignable } from '../roles/role-choices'
import {
  assertHeld,
  assertOwnerLeft,
  emailsTo,
  getChangedMember,
  readMemberChange,
  roleNames,
  type ChangedMember,
  type MemberChange,
  type MemberRole,
  type RequestedRole,
} from './member-change'

/** Ids. Adding a role that the member has, or removing one that they do not have, changes nothing. */
export interface MemberRolesInput {
  userId: string
  add?: readonly string[]
  remove?: readonly string[]
  /** All of them after the change. */
  replace?: readonly string[]
  /** What the groups of a directory say: only that changes the roles that they give. */
  isByGroups?: boolean
}

export interface ChangedRoles {
  userId: string
  name: string
  /** Ids, before the change. */
  before: string[]
  /** Names, after the change. */
  roles: string[]
}

/**
 * Emails the member, unless at tenant level.
 * @throws DomainError not_found, invalid (no role left), not_yours_to_give, last_owner, conflict; UnknownRoles
 */
export function changeMemberRoles(
  access: OrganizationAccess<'create:organization_member_roles'>,
  input: { userId: string; add: readonly string[] },
): Promise<ChangedRoles>
export function changeMemberRoles(
  access: OrganizationAccess<'delete:organization_member_roles'>,
  input: { userId: string; remove: readonly string[] },
): Promise<ChangedRoles>
export function changeMemberRoles(
  access: OrganizationAccess<'read:organization_member_roles'>,
  input: { userId: string; replace: readonly string[] },
): Promise<ChangedRoles>
export async function changeMemberRoles(
  access: OrganizationAccess,
  input: MemberRolesInput,
): Promise<ChangedRoles> {
  const users = [input.userId]
  const [changed] = await changeLocked(access, (tx) => changeRoles(tx, access, [input]), { users })
  if (!changed) throw notFound()
  return changed
}

/** All or none of them. In changeLocked() only. */
export async function changeRoles(
  tx: Tx,
  access: OrganizationAccess,
  inputs: readonly MemberRolesInput[],
): Promise<ChangeResult<ChangedRoles[]>> {
  const users = inputs.map(({ userId }) => userId)
  const roles = [...new Set(inputs.flatMap(({ add, replace }) => replace ?? add ?? []))]
  const change = await readMemberChange(tx, access, { users, roles })
  const all = inputs.map((input) => differenceOf(getChangedMember(change, input.userId), input))
  if (inputs.some(({ replace }) => replace?.length === 0)) throw withoutRole()
  const differences = all.filter(({ added, removed }) => added.size + removed.length > 0)
  assertRolesNotManaged(
    access,
    change,
    differences.filter(({ isByGroups }) => !isByGroups),
  )
  for (const difference of differences) assertMayChange(change, difference)
  const toWrite = differences.map(({ member, added, removed }) => {
    return { userId: member.id, added: assignable(change, added), removed }
  })
  const written = await writeRoles(tx, access, toWrite)
  if (differences.length > 0) assertOwnerLeft(access, change, written.hasOwner)
  if (!access.isTenantLevel && written.roles.some((names) => names.length === 0))
    throw withoutRole({ field: 'roles' })
  const after = new Map(toWrite.map(({ userId }, at) => [userId, written.roles[at] ?? []]))
  const changed = differences.map(({ member }) => member)
  const [first, ...others] = changed.map((member) => changedEvent(member, after.get(member.id) ?? []))
  const result = all.map(({ member }) => changedRoles(member, after.get(member.id)))
  if (!first) return unchanged(result)
  const mails = emailsTo(access, changed, (member) => {
    return changedEmail(
      member,
      after.get(member.id) ?? [],
      toWrite.find(({ userId }) => userId === member.id),
    )
  })
  return { result, events: [first, ...others], mails }
}

interface RoleDifference {
  member: ChangedMember
  added: ReadonlySet<string>
  removed: readonly string[]
  isByGroups: boolean
}

function differenceOf(
  member: ChangedMember,
  { add = [], remove = [], replace, isByGroups = false }: MemberRolesInput,
): RoleDifference {
  const before = member.roles.map(({ id }) => id)
  return {
    member,
    isByGroups,
    added: new Set((replace ?? add).filter((id) => !before.includes(id))),
    removed: before.filter((id) => (replace ? !replace.includes(id) : remove.includes(id))),
  }
}

/** @param after as written; undefined if nothing was */
function changedRoles({ id, name, roles }: ChangedMember, after: string[] | undefined): ChangedRoles {
  const before = roles.map((role) => role.id)
  return { userId: id, name, before, roles: after ?? roleNames(roles).roles }
}

function withoutRole(at: { field?: string } = {}): DomainError {
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
function assignable({ roles }: MemberChange, added: ReadonlySet<string>): RequestedRole[] {
  const known = roles.filter(({ id }) => added.has(id))
  const givable = known.filter(({ isGivable }) => isGivable)
  if (givable.length === added.size) return givable
  throw notAssignable([...added].filter((id) => !known.some((role) => role.id === id)))
}

const mostRoles = 50

export interface RolesToWrite {
  userId: string
  added: readonly RequestedRole[]
  removed: readonly string[]
}

interface WrittenRoles {
  /** Names, after the change, of each member in the order given. */
  roles: string[][]
  hasOwner: boolean
}

/** In one statement. @throws DomainError conflict for too many roles */
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
  const written = await tx.$queryRaw<{ changed: { roles: string[]; hasOwner: boolean } }[]>`
    SELECT foyer.change_member_roles(${organizationId}, w.user_id, w.added, w.usable_in, w.removed) AS changed
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS w (user_id text, added text[], usable_in text[], removed text[])`
  const roles = written.map(({ changed }) => changed.roles)
  if (roles.some((names) => names.length > mostRoles))
    throw new DomainError('conflict', 'No more roles can be assigned to this organization member.')
  // Rows are written in their order: the last one sees all changes.
  return { roles, hasOwner: written.at(-1)?.changed.hasOwner ?? false }
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
