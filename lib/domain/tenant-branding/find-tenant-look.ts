import type { PublicAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import type { Colours } from '../branding/opaque-colours'
import { tenantLook } from './tenant-look'

export function findTenantLook(access: PublicAccess): Promise<Colours> {
  return read(access, (tx) => tenantLook(tx, access.tenantId))
}
