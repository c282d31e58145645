import type { BySession, OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { type AssignableRole, listAssignableRoles } from '../roles/role-choices'

type Access = BySession & OrganizationAccess<'create:organization_member_roles'>

/** What the caller may be after transferring their ownership; null for those who have none to transfer. */
export function getRolesAfterTransfer(access: Access): Promise<AssignableRole[] | null> {
  return read(access, async (tx) => {
    if (!(await isOwner(tx, access))) return null
    return (await listAssignableRoles(tx, access)).roles.filter((role) => !role.isOwner)
  })
}

async function isOwner(tx: Tx, { tenantId, organizationId, caller: { userId } }: Access): Promise<boolean> {
  const where = { tenantId, organizationId, userId, role: { isOwner: true } }
  return (await tx.memberRole.findFirst({ where, select: { roleId: true } })) !== null
}
