import type { Tenant } from '@/lib/domain/tenants/list-tenants'

/** Ends in a slash; tokens compare it byte by byte. */
export function issuerOf(tenant: Tenant): string {
  return `${tenant.url}/`
}
