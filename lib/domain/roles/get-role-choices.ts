import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { callerNow } from '../caller-now'
import { byApi, catalogue, type CataloguedApi } from './catalogue'
import { choicesAmong, type PermissionChoice } from './choices'

export interface RoleChoices {
  apis: CataloguedApi[]
  choices: PermissionChoice[]
}

/** What a new role of this organization can be made from. */
export function getRoleChoices(
  access: OrganizationAccess<'create:organization_roles'>,
): Promise<RoleChoices> {
  return read(access, async (tx) => {
    const open = await catalogue(tx, access.tenantId, [])
    const { power } = await callerNow(tx, access)
    return { apis: byApi(open), choices: choicesAmong(open, { power, present: [] }) }
  })
}
