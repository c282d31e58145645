import type { ProviderOptions } from '@/lib/domain/connections/provider-options'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'

/** One for each connection, so that no provider can receive another one’s code (RFC 9700, mix-up). */
export function redirectUriOf({ url }: Pick<Tenant, 'url'>, connectionId: string): string {
  return `${url}/login/callback/${connectionId}`
}

/** Answers count there only with the `iss` of the provider that was asked (docs/decisions/0078). */
export function sharedRedirectUri({ url }: Pick<Tenant, 'url'>): string {
  return `${url}/login/callback`
}

/** What is registered at the provider of a connection. `options` are null for SAML. */
export function registeredRedirectUri(
  tenant: Pick<Tenant, 'url'>,
  { id, options }: { id: string; options: Pick<ProviderOptions, 'sharesRedirectUri'> | null },
): string {
  return options?.sharesRedirectUri === true ? sharedRedirectUri(tenant) : redirectUriOf(tenant, id)
}
