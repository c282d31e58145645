import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/doors'

/** After it there is none, as there was none before: see listGrants. */
export function withdrawGrants(access: TenantAccess<'delete:grants'>): Promise<void> {
  return change(access, () => Promise.resolve(unchanged(undefined)))
}
