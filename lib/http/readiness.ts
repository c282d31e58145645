import { listTenants } from '@/lib/domain/tenants/list-tenants'

/** The part that keeps this process from serving, by name, or null. */
export async function failingPart(): Promise<'database' | null> {
  try {
    await listTenants()
    return null
  } catch {
    return 'database'
  }
}
