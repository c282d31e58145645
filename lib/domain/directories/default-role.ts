import { DomainError } from '@/lib/errors'
import type { MemberChange, RequestedRole } from '../members/member-change'
import { defaultRoleId } from '../roles/role-choices'

/**
 * What new members get, among the roles that the directory may give. Of a change with all offered roles.
 * @throws DomainError not_yours_to_give
 */
export function defaultRoleOf({ roles }: MemberChange): RequestedRole {
  const id = defaultRoleId(roles.filter(({ isGivable }) => isGivable))
  const role = roles.find((one) => one.id === id)
  if (role) return role
  throw new DomainError(
    'not_yours_to_give',
    'Directory sync may give no role here. Someone with more permissions must take it over in the portal.',
  )
}
