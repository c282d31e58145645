import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { byApi, catalogue, type CataloguedApi } from './catalogue'
import { listedRoles, type ListedRole } from './listed-roles'
import { refKey } from './permission-ref'
import { countsHolders } from './can-see-role-members'

export interface MatrixRole extends Omit<ListedRole, 'members'> {
  /** How many members of this organization hold it; null where the actor may not know. */
  members: number | null
}

export interface RoleMatrix {
  /** With all permissions that a listed role gives here, or that are open to organizations; the portal first. */
  apis: CataloguedApi[]
  /** Usable here, or held by somebody here anyway; the mightiest first. */
  roles: MatrixRole[]
}

export function getRoleMatrix(access: OrganizationAccess<'read:organization_roles'>): Promise<RoleMatrix> {
  return read(access, async (tx) => {
    const roles = await listedRoles(tx, access)
    const given = new Map(roles.flatMap(({ permissions }) => permissions).map((ref) => [refKey(ref), ref]))
    return {
      roles: countsHolders(access) ? roles : roles.map((role) => ({ ...role, members: null })),
      apis: byApi(await catalogue(tx, access.tenantId, [...given.values()])),
    }
  })
}
