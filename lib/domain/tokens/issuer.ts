import type { Tenant } from '@/lib/domain/tenants/list-tenants'

/** The tenant’s URL with a slash at the end, the same bytes everywhere. */
export function issuerOf(tenant: Tenant): string {
  return `${tenant.url}/`
}
