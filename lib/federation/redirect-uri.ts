import type { Tenant } from '@/lib/domain/tenants/list-tenants'

/** One for each connection, so that no provider can receive another one’s code (RFC 9700, mix-up). */
export function redirectUriOf({ url }: Pick<Tenant, 'url'>, connectionId: string): string {
  return `${url}/login/callback/${connectionId}`
}
