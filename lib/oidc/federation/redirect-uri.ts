import type { Tenant } from '@/lib/domain/tenants/list-tenants'

/** Where every provider sends people back: what is registered there. */
export function redirectUriOf({ url }: Tenant): string {
  return `${url}/login/callback`
}
