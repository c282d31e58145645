import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import type { TenantSettings, TenantSettingsChange } from './read-tenant-settings'
import { writeTenantSettings } from './write-tenant-settings'

/**
 * Changes what holds for the whole tenant, from the next request on. Sessions that are open keep their end.
 * @throws DomainError invalid
 */
export function saveTenantSettings(
  access: TenantAccess<'update:tenant_settings'>,
  wanted: TenantSettingsChange,
): Promise<TenantSettings> {
  return change(access, (tx) => writeTenantSettings(tx, access.tenantId, wanted))
}
