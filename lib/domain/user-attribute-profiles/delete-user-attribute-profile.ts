import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { readUserAttributeProfile, targetOf } from './user-attribute-profile'

/** @throws DomainError not_found; conflict while an application uses it */
export function deleteUserAttributeProfile(
  access: TenantAccess<'delete:user_attribute_profiles'>,
  id: string,
): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const profile = await readUserAttributeProfile(tx, tenantId, id)
    // The foreign key holds against an application that begins to use it meanwhile.
    const users = await tx.client.count({ where: { tenantId, userAttributeProfileId: id } })
    if (users > 0) throw inUse()
    await tx.userAttributeProfile.deleteMany({ where: { tenantId, id } })
    return {
      result: undefined,
      events: [{ type: 'user_attribute_profile.deleted', target: targetOf(profile) }],
    }
  })
}

function inUse(): DomainError {
  return new DomainError(
    'conflict',
    'An application’s my_organization_configuration names this user attribute profile. Remove it there first.',
  )
}
