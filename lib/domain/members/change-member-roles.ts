import type { OrganizationAccess } from '@/lib/access'
import { change, unchanged, type Changed } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'
import { rolesToGive } from '../roles/roles-to-give'
import { keepAnOwner } from './keep-an-owner'
import { memberWithRoles, roleNames, type MemberWithRoles } from './member-with-roles'
import { insistOn, reachOf } from './reach'

type Access = OrganizationAccess<'read:organization_member_roles'>
export interface WantedRoles {
  userId: string
  /** Ids of all the roles that she shall hold. */
  roles: readonly string[]
}
type Role = MemberWithRoles['roles'][number]
interface Outcome {
  name: string
  roles: string[]
}

/**
 * Makes these the roles of a member, by giving and taking the difference. Giving asks for
 * create:organization_member_roles, taking for delete:organization_member_roles.
 * @throws DomainError not_found, invalid (no role at all), not_yours_to_give, last_owner
 */
export function changeMemberRoles(access: Access, wanted: WantedRoles): Promise<Outcome> {
  return change(access, (tx) => keepAnOwner(tx, access, () => changeRoles(tx, access, wanted)))
}

async function changeRoles(
  tx: Tx,
  access: Access,
  { userId, roles }: WantedRoles,
): Promise<Changed<Outcome>> {
  const member = await memberWithRoles(tx, access, userId)
  if (roles.length === 0) throw new DomainError('invalid', 'A member holds at least one role.')
  const kept = member.roles.filter(({ id }) => roles.includes(id))
  const taken = member.roles.filter((role) => !kept.includes(role))
  const missing = new Set(roles.filter((id) => !kept.some((role) => role.id === id)))
  if (taken.length === 0 && missing.size === 0) return unchanged({ name: member.name, ...roleNames(kept) })
  await allow(tx, access, { userId, name: member.name, gives: missing.size > 0, takes: taken.length > 0 })
  await give(tx, access, { userId, roles: missing })
  await take(tx, access, { userId, roles: taken })
  const after = roleNames((await memberWithRoles(tx, access, userId)).roles)
  return {
    result: { name: member.name, ...after },
    events: [
      {
        type: 'member.roles_changed',
        target: { kind: 'user', id: userId, name: member.name, email: member.email },
        details: { before: roleNames(member.roles), after },
      },
    ],
  }
}

async function allow(
  tx: Tx,
  access: Access,
  asked: { userId: string; name: string; gives: boolean; takes: boolean },
): Promise<void> {
  const reach = await reachOf(tx, access, [asked.userId])
  if (asked.gives) insistOn(reach, 'create:organization_member_roles')
  if (!asked.takes) return
  insistOn(reach, 'delete:organization_member_roles')
  if (reach.members.has(asked.userId)) return
  throw new DomainError(
    'not_yours_to_give',
    `${asked.name} may do more here than you, so you cannot take roles from ${asked.name}.`,
  )
}

async function give(
  tx: Tx,
  access: Access,
  gift: { userId: string; roles: ReadonlySet<string> },
): Promise<void> {
  if (gift.roles.size === 0) return
  const roles = (await rolesToGive(tx, access)).roles.filter(({ id }) => gift.roles.has(id))
  if (roles.length < gift.roles.size) throw await notToGive(tx, access, gift.roles)
  const { organizationId } = access
  await tx.memberRole.createMany({
    data: roles.map(({ id, usableIn }) => ({ organizationId, userId: gift.userId, roleId: id, usableIn })),
    skipDuplicates: true,
  })
}

/** A role that nobody could give here is unknown here; of the others, at least one is above the giver. */
async function notToGive(tx: Tx, access: Access, roles: ReadonlySet<string>): Promise<DomainError> {
  const { tenantId, organizationId } = access
  const givable = await tx.role.count({
    where: {
      tenantId,
      id: { in: [...roles] },
      OR: [{ usableIn: organizationId }, { usableIn: '*', assignable: true }],
    },
  })
  if (givable < roles.size) return notFound()
  return new DomainError(
    'not_yours_to_give',
    'You can give only roles that may do no more here than your own.',
  )
}

async function take(
  tx: Tx,
  access: Access,
  { userId, roles }: { userId: string; roles: Role[] },
): Promise<void> {
  const { tenantId, organizationId } = access
  const roleId = { in: roles.map(({ id }) => id) }
  if (roles.length > 0)
    await tx.memberRole.deleteMany({ where: { tenantId, organizationId, userId, roleId } })
}
