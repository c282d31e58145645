import type { Tenant } from '@/lib/domain/tenants/list-tenants'

/** URL of the connection’s metadata, which is our entity ID too, as metadata at a well-known location is (Metadata, 4.1). */
export function entityIdOf({ url }: Pick<Tenant, 'url'>, connectionId: string): string {
  return `${url}/saml/${connectionId}/metadata`
}

/** Of our certificate for the connection, in PEM. */
export function certificateUrlOf({ url }: Pick<Tenant, 'url'>, connectionId: string): string {
  return `${url}/pem?cert=${connectionId}`
}

/** Of our single logout service, by both bindings. */
export function signOutUrlOf({ url }: Pick<Tenant, 'url'>, connectionId: string): string {
  return `${url}/saml/${connectionId}/logout`
}
