import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { notAssignable } from '../roles/role-choices'
import {
  assertHeld,
  roleNames,
  type ChangedMember,
  type MemberChange,
  type RequestedRole,
} from './member-change'

export interface RoleReplacement {
  /** As read in this transaction, with the roles that are given. */
  change: MemberChange
  member: ChangedMember
  /** Ids of roles that the member does not hold. */
  given: ReadonlySet<string>
  /** Of those that the member holds. */
  taken: readonly { id: string }[]
}

export interface ReplacedRoles {
  /** Names of the member’s roles then. */
  roles: string[]
  hasOwner: boolean
  /** Nothing where nothing changes. */
  events: [] | [Event]
}

const mostRoles = 50

/**
 * Gives and takes roles. Giving asks for create:organization_member_roles, taking for delete:organization_member_roles.
 * @throws DomainError not_found, not_yours_to_give, conflict (too many); UnknownRoles
 */
export async function replaceMemberRoles(
  tx: Tx,
  access: OrganizationActor,
  exchange: RoleReplacement,
): Promise<ReplacedRoles> {
  const { change, member, given, taken } = exchange
  const before = roleNames(member.roles)
  if (given.size === 0 && taken.length === 0) return { ...before, hasOwner: change.hadOwner, events: [] }
  allow(exchange)
  const { roles, hasOwner } = await write(tx, access, {
    userId: member.id,
    added: givableRoles(exchange),
    removed: taken.map(({ id }) => id),
  })
  if (roles.length > mostRoles) throw tooMany()
  const target = { kind: 'user', id: member.id, name: member.name, email: member.email }
  const event: Event = { type: 'member.roles_changed', target, details: { before, after: { roles } } }
  return { roles, hasOwner, events: [event] }
}

function allow({ change, member: { name, isWithinReach }, given, taken }: RoleReplacement): void {
  if (given.size > 0) assertHeld(change, 'create:organization_member_roles')
  if (taken.length === 0) return
  assertHeld(change, 'delete:organization_member_roles')
  if (isWithinReach) return
  throw new DomainError(
    'not_yours_to_give',
    `${name} has more permissions here than you, so you cannot remove roles from ${name}.`,
  )
}

/** @throws DomainError not_yours_to_give; UnknownRoles */
function givableRoles({ change, given }: RoleReplacement): RequestedRole[] {
  const named = change.roles.filter(({ id }) => given.has(id))
  const givable = named.filter(({ isGivable }) => isGivable)
  if (givable.length === given.size) return givable
  throw notAssignable([...given].filter((id) => !named.some((role) => role.id === id)))
}

async function write(
  tx: Tx,
  { organizationId }: OrganizationActor,
  { userId, added, removed }: { userId: string; added: readonly RequestedRole[]; removed: readonly string[] },
): Promise<{ roles: string[]; hasOwner: boolean }> {
  const [ids, organizations] = [added.map(({ id }) => id), added.map(({ usableIn }) => usableIn)]
  const [row] = await tx.$queryRaw<[{ changed: { roles: string[]; hasOwner: boolean } }]>`
    SELECT foyer.change_member_roles(
      ${organizationId}, ${userId}, ${ids}::text[], ${organizations}::text[], ${[...removed]}::text[]) AS changed`
  return row.changed
}

function tooMany(): DomainError {
  return new DomainError('conflict', 'No more roles can be assigned to this organization member.')
}
