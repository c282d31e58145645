import type { Tenant } from '@/lib/domain/tenants/list-tenants'

/**
 * Where a connection’s provider sends people back: what is registered there. Each has its own, so that no provider can
 * have another one’s code brought to it (RFC 9700, mix-up).
 */
export function redirectUriOf({ url }: Pick<Tenant, 'url'>, connectionId: string): string {
  return `${url}/login/callback/${connectionId}`
}
