import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { rolesToGive, type GivableRole } from '../invitations/roles-to-give'

/** For selects: the roles that this actor may give in this organization. Inside a transaction use rolesToGive(). */
export async function rolesToOffer(access: OrganizationAccess): Promise<GivableRole[]> {
  const { roles } = await read(access, (tx) => rolesToGive(tx, access))
  return roles
}
