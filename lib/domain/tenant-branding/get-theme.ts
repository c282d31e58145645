import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { readTheme, type Theme } from './read-theme'

/**
 * The tenant’s theme.
 * @param id which one it has to be; any will do without
 * @throws DomainError not_found
 */
export function getTheme(access: TenantAccess<'read:branding'>, id?: string): Promise<Theme> {
  return read(access, (tx) => readTheme(tx, access.tenantId, id))
}
