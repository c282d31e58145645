import type { Permission, TenantAccess } from '@/lib/access'

/** A proof of any one of these permissions: what Auth0’s API lets several scopes do. */
export type AnyTenantAccess<P extends Permission> = P extends Permission ? TenantAccess<P> : never
