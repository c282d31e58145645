import { may, mayGrant, type OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { reachOf } from '../members/reach'
import { byApi, catalogue, type CataloguedApi } from './catalogue'
import { choicesAmong, type PermissionChoice } from './choices'
import { countOffers, countSoleHolders, holdersOf, type Holder } from './holders-of'
import { listedRoles, type ListedRole } from './listed-roles'
import { refKey } from './permission-ref'
import { powerOf } from './roles-to-give'

type Access = OrganizationAccess<'read:organization_roles'>

export interface RoleDetails {
  role: Omit<ListedRole, 'members'>
  /** With all permissions that the role gives here, or that are open to organizations; the portal first. */
  apis: CataloguedApi[]
  /** Empty for a role that is not the organization’s own. */
  choices: PermissionChoice[]
  mayEdit: boolean
  /** Whether permissions may be taken out, as far as the power of those who hold it goes. */
  mayTake: boolean
  /** As `soleHolders` does not say. */
  mayDelete: boolean
  /** The first 25, by name; none where the actor may not see who holds which role. */
  holders: Holder[]
  holderCount: number
  /** How many of them hold no other role; while there are any, it cannot be deleted. */
  soleHolders: number
  /** How many open invitations offer it. */
  invitations: number
}

const shownHolders = 25

/** @throws DomainError not_found for a role that is neither usable nor held here */
export function getRole(access: Access, roleId: string): Promise<RoleDetails> {
  return read(access, async (tx) => {
    const [listed] = await listedRoles(tx, access, sql`r.id = ${roleId}`)
    if (!listed) throw notFound()
    const { members, ...role } = listed
    const permissions = await catalogue(tx, access.tenantId, role.permissions)
    const power = await powerOf(tx, access)
    const holders = await holdersOf(tx, access, roleId)
    const ids = holders.map(({ userId }) => userId)
    const isBeyond = role.isOwn && (await reachOf(tx, access, ids)).members.size < ids.length
    const given = new Set(role.permissions.map(refKey))
    const ofPortal = permissions.filter((one) => one.isPortal && given.has(refKey(one)))
    const isWithin =
      role.isOwn &&
      mayGrant(
        new Set(power),
        ofPortal.map(({ name }) => name),
      )
    return {
      role,
      apis: byApi(permissions),
      choices: role.isOwn ? choicesAmong(permissions, { power, present: role.permissions }) : [],
      mayEdit: isWithin && may(access, 'update:organization_roles'),
      mayTake: isWithin && !isBeyond && may(access, 'update:organization_roles'),
      mayDelete: isWithin && !isBeyond && may(access, 'delete:organization_roles'),
      holders: seesHolders(access) ? holders.slice(0, shownHolders) : [],
      holderCount: members,
      soleHolders: await countSoleHolders(tx, access, roleId),
      invitations: await countOffers(tx, access, roleId),
    }
  })
}

/** Names and who holds which role are two permissions. */
export function seesHolders(access: Access | OrganizationAccess): boolean {
  return may(access, 'read:organization_members') && may(access, 'read:organization_member_roles')
}
