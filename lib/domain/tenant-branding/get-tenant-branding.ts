import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { readTenantBranding, type TenantBranding } from './read-tenant-branding'

/** The tenant’s own look. */
export function getTenantBranding(access: TenantAccess<'read:branding'>): Promise<TenantBranding> {
  return read(access, (tx) => readTenantBranding(tx, access.tenantId))
}
