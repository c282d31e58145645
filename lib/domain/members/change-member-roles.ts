import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import { changeLocked, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { EmailContent } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
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
  type RequestedRole,
} from './member-change'

/** Ids. Adding a role that the member has, or removing one that they do not have, changes nothing. */
export interface MemberRolesInput {
  userId: string
  add?: readonly string[]
  remove?: readonly string[]
  /** All of them after the change. */
  replace?: readonly string[]
}

export interface ChangedRoles {
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
export function changeMemberRoles(
  access: OrganizationAccess,
  input: MemberRolesInput,
): Promise<ChangedRoles> {
  return changeLocked(access, (tx) => changeRoles(tx, access, input))
}

async function changeRoles(
  tx: Tx,
  access: OrganizationAccess,
  input: MemberRolesInput,
): Promise<ChangeResult<ChangedRoles>> {
  const { userId, add, replace } = input
  const change = await readMemberChange(tx, access, { users: [userId], roles: replace ?? add ?? [] })
  const member = getChangedMember(change, userId)
  if (replace?.length === 0) throw withoutRole()
  const { added, removed } = differenceOf(member, input)
  const { name } = member
  const before = member.roles.map(({ id }) => id)
  if (added.size === 0 && removed.length === 0) return unchanged({ name, before, ...roleNames(member.roles) })
  assertMayChange(change, { member, added, removed })
  const given = assignable(change, added)
  const { roles, hasOwner } = await writeRoles(tx, access, { userId, added: given, removed })
  if (roles.length > mostRoles)
    throw new DomainError('conflict', 'No more roles can be assigned to this organization member.')
  assertOwnerLeft(access, change, hasOwner)
  if (roles.length === 0 && !access.isTenantLevel) throw withoutRole({ field: 'roles' })
  return {
    result: { name, before, roles },
    events: [changedEvent(member, roles)],
    mails: emailsTo(access, [member], () => changedEmail(member, { roles, given, removed })),
  }
}

const mostRoles = 50

interface RoleDifference {
  added: ReadonlySet<string>
  removed: readonly string[]
}

function differenceOf(
  { roles }: ChangedMember,
  { add = [], remove = [], replace }: MemberRolesInput,
): RoleDifference {
  const before = roles.map(({ id }) => id)
  return {
    added: new Set((replace ?? add).filter((id) => !before.includes(id))),
    removed: before.filter((id) => (replace ? !replace.includes(id) : remove.includes(id))),
  }
}

function withoutRole(at: { field?: string } = {}): DomainError {
  return new DomainError('invalid', 'A member needs at least one role.', at)
}

function assertMayChange(
  change: MemberChange,
  { member: { name, isWithinReach }, added, removed }: RoleDifference & { member: ChangedMember },
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

async function writeRoles(
  tx: Tx,
  { organizationId }: OrganizationActor,
  { userId, added, removed }: { userId: string; added: readonly RequestedRole[]; removed: readonly string[] },
): Promise<{ roles: string[]; hasOwner: boolean }> {
  const ids = added.map(({ id }) => id)
  const usableIn = added.map((role) => role.usableIn)
  const [row] = await tx.$queryRaw<[{ changed: { roles: string[]; hasOwner: boolean } }]>`
    SELECT foyer.change_member_roles(
      ${organizationId}, ${userId}, ${ids}::text[], ${usableIn}::text[], ${[...removed]}::text[]) AS changed`
  return row.changed
}

function changedEvent({ id, name, email, roles }: ChangedMember, after: string[]): Event {
  return {
    type: 'member.roles_changed',
    target: { kind: 'user', id, name, email },
    details: { before: roleNames(roles), after: { roles: after } },
  }
}

function changedEmail(
  { roles }: ChangedMember,
  {
    roles: after,
    given,
    removed,
  }: { roles: string[]; given: readonly RequestedRole[]; removed: readonly string[] },
): EmailContent {
  const wasOwner = roles.some(({ isOwner }) => isOwner)
  const isOwner = [...given, ...roles.filter(({ id }) => !removed.includes(id))].some((role) => role.isOwner)
  return {
    template: 'member_roles_changed',
    before: roles.map(({ name }) => name),
    after,
    ...(wasOwner === isOwner ? {} : { ownership: isOwner ? 'granted' : 'removed' }),
  }
}
