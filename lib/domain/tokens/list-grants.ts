import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import type { Windowed } from '../window'

/**
 * What people have agreed that applications may do. Every application is the tenant’s own and asks nobody, so there is
 * nothing of the kind; what applications have of people are refresh tokens.
 */
export function listGrants(access: TenantAccess<'read:grants'>): Promise<Windowed<never>> {
  return read(access, () => Promise.resolve({ rows: [], total: 0, next: null }))
}
