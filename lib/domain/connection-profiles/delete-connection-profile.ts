import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { readConnectionProfile, targetOf } from './connection-profile'

/** @throws DomainError not_found; conflict while an application uses it */
export function deleteConnectionProfile(
  access: TenantAccess<'delete:connection_profiles'>,
  id: string,
): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const profile = await readConnectionProfile(tx, tenantId, id)
    // The foreign key holds against an application that begins to use it meanwhile.
    const users = await tx.client.count({ where: { tenantId, connectionProfileId: id } })
    if (users > 0) throw inUse()
    await tx.connectionProfile.deleteMany({ where: { tenantId, id } })
    return {
      result: undefined,
      events: [{ type: 'connection_profile.deleted', target: targetOf(profile) }],
    }
  })
}

function inUse(): DomainError {
  return new DomainError(
    'conflict',
    'An application’s my_organization_configuration names this connection profile. Remove it there first.',
  )
}
