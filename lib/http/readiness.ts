import { listTenants } from '@/lib/domain/tenants/list-tenants'

export async function failingPart(): Promise<'database' | null> {
  try {
    await listTenants()
    return null
  } catch {
    return 'database'
  }
}
