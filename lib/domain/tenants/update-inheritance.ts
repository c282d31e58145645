import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { readInheritance } from './count-inheritance'
import { lockTenant } from './lock-tenant'
import { writeTenantSettings } from './tenant-settings'

/**
 * From the next request on. @param input the version that countInheritance() returned
 * @throws DomainError conflict if who gains or loses what has changed meanwhile
 */
export function updateInheritance(
  access: TenantAccess<'update:tenant_settings'>,
  { isOn, version }: { isOn: boolean; version: string },
): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const effect = await readInheritance(tx, tenantId)
    if (effect.version !== version)
      throw new DomainError('conflict', 'Who is affected has changed meanwhile. Review it again.')
    const { events } = await writeTenantSettings(tx, tenantId, {
      inheritGlobalPermissionsInOrganizations: isOn,
    })
    return { result: undefined, events }
  })
}
