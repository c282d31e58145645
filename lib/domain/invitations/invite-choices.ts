import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { listAssignableRoles } from '../roles/role-choices'

export interface InviteChoices {
  roles: { id: string; name: string; description: string }[]
  /** Null if the inviter can assign no role. */
  defaultRoleId: string | null
}

export function getInviteChoices(
  access: OrganizationAccess<'create:organization_invitations'>,
): Promise<InviteChoices> {
  return read(access, async (tx) => {
    const { roles, defaultRoleId } = await listAssignableRoles(tx, access)
    return { roles: roles.map(({ id, name, description }) => ({ id, name, description })), defaultRoleId }
  })
}
