import type { OrganizationActor } from '@/lib/access'
import { DomainError } from '@/lib/errors'
import type { ChangedMember, MemberChange } from '../members/member-change'
import type { RoleDifference } from '../members/role-differences'

/** Not for the directory itself, nor at tenant level. @throws DomainError conflict */
export function assertNotManaged(access: OrganizationActor, members: readonly ChangedMember[]): void {
  if (isExempt(access)) return
  const managed = members.find(({ directory }) => directory !== null)
  if (managed)
    throw new DomainError('conflict', `${managed.name} is managed by your directory. Make this change there.`)
}

/**
 * Only the directory gives and removes roles that its groups give. A role that none of the member’s own groups gives can be
 * removed. @throws DomainError conflict
 */
export function assertRolesNotManaged(
  access: OrganizationActor,
  change: MemberChange,
  differences: readonly RoleDifference[],
): void {
  if (isExempt(access)) return
  for (const difference of differences) {
    const touched = touchedRole(change, difference)
    if (touched === undefined) continue
    const role = [...difference.member.roles, ...change.roles].find(({ id }) => id === touched)
    throw new DomainError(
      'conflict',
      `Your directory decides whether ${difference.member.name} has the role ${role?.name ?? touched}. Change their groups there.`,
    )
  }
}

function touchedRole(
  { mapped }: MemberChange,
  { member, added, removed }: RoleDifference,
): string | undefined {
  const { directory } = member
  if (directory === null) return undefined
  return mapped
    .filter(({ directoryId }) => directoryId === directory.id)
    .map(({ roleId }) => roleId)
    .find((id) => added.has(id) || (removed.includes(id) && directory.gives.includes(id)))
}

function isExempt({ isTenantLevel, caller }: OrganizationActor): boolean {
  return isTenantLevel === true || 'directoryId' in caller
}
