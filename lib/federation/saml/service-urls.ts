import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { redirectUriOf } from '../redirect-uri'

type TenantUrl = Pick<Tenant, 'url'>

/** By which a connection’s provider knows us: each ACS URL takes only responses for the entity ID beside it. */
export interface ServiceAddresses {
  entityId: string
  acsUrl: string
}

/** Every connection has them. */
export function ownAddresses(tenant: TenantUrl, connectionId: string): ServiceAddresses {
  return { entityId: metadataUrlOf(tenant, connectionId), acsUrl: redirectUriOf(tenant, connectionId) }
}

/** Auth0’s components show these to admins, of the name that the connection has. */
export function namedAddresses({ url }: TenantUrl, name: string): ServiceAddresses {
  const [firstLabel] = new URL(url).host.split('.')
  return { entityId: `urn:auth0:${firstLabel}:${name}`, acsUrl: `${url}/login/callback?connection=${name}` }
}

interface Service extends Pick<SamlProvider, 'id' | 'name'> {
  options: Pick<SamlProvider['options'], 'hasNamedAddresses'>
}

/** What is registered at the provider: our requests, logout messages and metadata name it. */
export function registeredAddresses(tenant: TenantUrl, { id, name, options }: Service): ServiceAddresses {
  return options.hasNamedAddresses === true ? namedAddresses(tenant, name) : ownAddresses(tenant, id)
}

/** Of our metadata for the connection; its entity ID too, unless it has named addresses, as metadata at a well-known location is (Metadata, 4.1). */
export function metadataUrlOf({ url }: TenantUrl, connectionId: string): string {
  return `${url}/saml/${connectionId}/metadata`
}

/** Of our certificate for the connection, in PEM. */
export function certificateUrlOf({ url }: TenantUrl, connectionId: string): string {
  return `${url}/pem?cert=${connectionId}`
}

/** Of our single logout service, by both bindings. */
export function signOutUrlOf({ url }: TenantUrl, connectionId: string): string {
  return `${url}/saml/${connectionId}/logout`
}
