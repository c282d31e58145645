import type { Client } from '@/lib/domain/clients/read-client'
import { issuerOf, type Tenant } from '@/lib/domain/tenants/list-tenants'

/** What the snippets are filled with: the tenant’s and the application’s own. */
export interface GuideValues {
  tenantName: string
  tenantUrl: string
  issuer: string
  clientId: string
  redirectUri: string
  isRedirectUriAllowed: boolean
  /** Of the API that tokens are for; null if the tenant has none of its own. */
  audience: string | null
  /** It is a machine without access to any API. */
  isRefused: boolean
  scope: string
}

const initialRedirectUris: Record<Client['appType'], string> = {
  regular_web: 'http://localhost:4000/api/auth/callback/foyer',
  spa: 'http://localhost:4000/',
  native: 'http://127.0.0.1:4000/callback',
  non_interactive: '',
}

export function guideValues(
  client: Client,
  tenant: Tenant,
  found: Pick<GuideValues, 'audience' | 'isRefused'>,
): GuideValues {
  const registered = client.redirectUris.find(servedBySnippets[client.appType])
  return {
    tenantName: tenant.name,
    tenantUrl: tenant.url,
    issuer: issuerOf(tenant),
    clientId: client.id,
    redirectUri: registered ?? initialRedirectUris[client.appType],
    isRedirectUriAllowed: registered !== undefined,
    ...found,
    scope: 'openid profile email',
  }
}

/** Redirect URIs that the code of the quick start answers. */
const servedBySnippets: Record<Client['appType'], (uri: string) => boolean> = {
  regular_web: (uri) => uri.endsWith('/api/auth/callback/foyer'),
  // A browser shows no other.
  spa: (uri) => URL.parse(uri)?.href === uri,
  native: (uri) => uri.startsWith('http://'),
  non_interactive: () => true,
}
