import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { readTenantSettings, type TenantSettings } from './read-tenant-settings'

/** What holds for the whole tenant. */
export function getTenantSettings(access: TenantAccess<'read:tenant_settings'>): Promise<TenantSettings> {
  return read(access, (tx) => readTenantSettings(tx, access.tenantId))
}
