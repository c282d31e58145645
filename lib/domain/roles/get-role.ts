import { may, mayGrant, type OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { byApi, catalogue, type CataloguedApi, type CataloguedPermission } from './catalogue'
import { choicesAmong, type PermissionChoice } from './choices'
import { usageOf, type Holder } from './holders-of'
import { listedRoles, type ListedRole } from './listed-roles'
import { refKey } from './permission-ref'
import { roleEditor } from './role-editor'
import { countsHolders, countsOffers, canSeeRoleMembers } from './can-see-role-members'

type Access = OrganizationAccess<'read:organization_roles'>

export interface RoleDetails extends Editing {
  role: Omit<ListedRole, 'members'>
  /** With all permissions that the role gives here, or that are open to organizations; the portal first. */
  apis: CataloguedApi[]
  /** The first 25, by name; none where the actor may not see who holds which role. */
  holders: Holder[]
  /** Null, like the next two, where the actor may not know how many. */
  holderCount: number | null
  /** How many of them hold no other role; while there are any, it cannot be deleted. */
  soleHolders: number | null
  /** How many open invitations offer it. */
  invitations: number | null
}

interface Editing {
  /** Empty for a role that is not the organization’s own. */
  choices: PermissionChoice[]
  mayEdit: boolean
  /** Whether permissions may be taken out: nobody who holds the role may do more than the actor. */
  mayTake: boolean
  /** Besides that nobody holds this role alone. */
  mayDelete: boolean
}

const shownHolders = 25

/** @throws DomainError not_found for a role that is neither usable nor held here */
export function getRole(access: Access, roleId: string): Promise<RoleDetails> {
  return read(access, async (tx) => {
    const [listed] = await listedRoles(tx, access, sql`r.id = ${roleId}`)
    if (!listed) throw notFound()
    const { members, ...role } = listed
    const permissions = await catalogue(tx, access.tenantId, role.permissions)
    const { holders, soleHolders, invitations } = await usageOf(tx, access, { roleId, first: shownHolders })
    return {
      role,
      apis: byApi(permissions),
      ...(role.isOwn ? await editing(tx, access, { role: listed, permissions }) : notOwn),
      holders: canSeeRoleMembers(access) ? holders : [],
      holderCount: countsHolders(access) ? members : null,
      soleHolders: countsHolders(access) ? soleHolders : null,
      invitations: countsOffers(access) ? invitations : null,
    }
  })
}

const notOwn: Editing = { choices: [], mayEdit: false, mayTake: false, mayDelete: false }

async function editing(
  tx: Tx,
  access: Access,
  { role, permissions }: { role: ListedRole; permissions: CataloguedPermission[] },
): Promise<Editing> {
  const { power, beyond } = await roleEditor(tx, access, role.id)
  const reachesAll = beyond === 0
  const given = new Set(role.permissions.map(refKey))
  const ofPortal = permissions.filter((one) => one.isPortal && given.has(refKey(one))).map(({ name }) => name)
  const isWithin = mayGrant(power, ofPortal)
  const mayEdit = isWithin && may(access, 'update:organization_roles')
  return {
    choices: choicesAmong(permissions, { power: [...power], present: role.permissions }),
    mayEdit,
    mayTake: mayEdit && reachesAll,
    mayDelete: isWithin && reachesAll && may(access, 'delete:organization_roles'),
  }
}
