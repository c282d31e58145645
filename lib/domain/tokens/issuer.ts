import type { Tenant } from '@/lib/domain/tenants/list-tenants'

/** Ends in a slash; clients compare it byte by byte. */
export function issuerOf(tenant: Tenant): string {
  return `${tenant.url}/`
}
