import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { listAssignableRoles, type AssignableRole } from '../roles/role-choices'

/** What new members get, among the roles that the directory may give. @throws DomainError not_yours_to_give */
export async function getDefaultRole(tx: Tx, access: OrganizationActor): Promise<AssignableRole> {
  const { roles, defaultRoleId } = await listAssignableRoles(tx, access)
  const role = roles.find(({ id }) => id === defaultRoleId)
  if (role) return role
  throw new DomainError(
    'not_yours_to_give',
    'Directory sync may give no role here. Someone with more permissions must take it over in the portal.',
  )
}
