import type { PublicAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { Colours } from '../branding/opaque-colours'
import { tenantTheme } from './tenant-theme'

export function findTenantLook(access: PublicAccess): Promise<Colours> {
  return read(access, (tx) => tenantTheme(tx, access.tenantId))
}
