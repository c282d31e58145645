import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { chosenRoles } from '../roles/chosen-roles'
import { rolesToGive } from '../roles/roles-to-give'
import { memberWithRoles, roleNames, type MemberWithRoles } from './member-with-roles'
import { insistOn, reachOf } from './reach'

type Role = MemberWithRoles['roles'][number]

export interface RoleExchange {
  userId: string
  /** As read in this transaction. */
  member: MemberWithRoles
  /** Ids of roles that she does not hold. */
  given: ReadonlySet<string>
  /** Of hers. */
  taken: readonly Role[]
}

const mostRoles = 50

/**
 * Gives and takes roles. Giving asks for create:organization_member_roles, taking for delete:organization_member_roles.
 * @returns her roles then, and what happened; nothing where nothing changes
 * @throws DomainError not_found, not_yours_to_give, conflict (too many); UnknownRoles
 */
export async function exchangeRoles(
  tx: Tx,
  access: OrganizationActor,
  exchange: RoleExchange,
): Promise<{ roles: string[]; events: [] | [Event] }> {
  const { userId, member, given, taken } = exchange
  const before = roleNames(member.roles)
  if (given.size === 0 && taken.length === 0) return { ...before, events: [] }
  await allow(tx, access, exchange)
  await give(tx, access, { userId, roles: given })
  await take(tx, access, { userId, roles: taken })
  const { name, email, roles } = await memberWithRoles(tx, access, userId)
  if (roles.length > mostRoles) throw tooMany()
  const after = roleNames(roles)
  const target = { kind: 'user', id: userId, name, email }
  return { ...after, events: [{ type: 'member.roles_changed', target, details: { before, after } }] }
}

async function allow(
  tx: Tx,
  access: OrganizationActor,
  { userId, member: { name }, given, taken }: RoleExchange,
): Promise<void> {
  const reach = await reachOf(tx, access, [userId])
  if (given.size > 0) insistOn(reach, 'create:organization_member_roles')
  if (taken.length === 0) return
  insistOn(reach, 'delete:organization_member_roles')
  if (reach.members.has(userId)) return
  throw new DomainError(
    'not_yours_to_give',
    `${name} may do more here than you, so you cannot take roles from ${name}.`,
  )
}

async function give(
  tx: Tx,
  access: OrganizationActor,
  gift: { userId: string; roles: ReadonlySet<string> },
): Promise<void> {
  if (gift.roles.size === 0) return
  const { roles: givable } = await rolesToGive(tx, access)
  const roles = await chosenRoles(tx, access, { givable, ids: [...gift.roles] })
  const { organizationId } = access
  await tx.memberRole.createMany({
    data: roles.map(({ id, usableIn }) => ({ organizationId, userId: gift.userId, roleId: id, usableIn })),
    skipDuplicates: true,
  })
}

async function take(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  { userId, roles }: { userId: string; roles: readonly Role[] },
): Promise<void> {
  const roleId = { in: roles.map(({ id }) => id) }
  if (roles.length > 0)
    await tx.memberRole.deleteMany({ where: { tenantId, organizationId, userId, roleId } })
}

function tooMany(): DomainError {
  return new DomainError('conflict', 'No more roles can be assigned to this organization member.')
}
