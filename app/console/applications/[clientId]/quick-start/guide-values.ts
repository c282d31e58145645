import type { Client } from '@/lib/domain/clients/read-client'
import { issuerOf, type Tenant } from '@/lib/domain/tenants/list-tenants'

export interface Audience {
  /** Of the API that the snippets request tokens for; null if there is none, or none that the reader may see. */
  audience: string | null
  /** The application is a machine without access to any API. */
  hasNoAccess: boolean
}

/** What the snippets are filled with: the tenant’s and the application’s own. */
export interface GuideValues extends Audience {
  tenantName: string
  tenantUrl: string
  issuer: string
  clientId: string
  redirectUri: string
  isRedirectUriAllowed: boolean
  scope: string
}

export interface Snippet {
  /** A file’s name, or what the code does. */
  title: string
  code: string
}

const initialRedirectUris: Record<Client['appType'], string> = {
  regular_web: 'http://localhost:4000/api/auth/callback/foyer',
  spa: 'http://localhost:4000/',
  native: 'http://127.0.0.1:4000/callback',
  non_interactive: '',
}

export function guideValues(client: Client, tenant: Tenant, audience: Audience): GuideValues {
  const registered = client.redirectUris.find(servedBySnippets[client.appType])
  return {
    tenantName: tenant.name,
    tenantUrl: tenant.url,
    issuer: issuerOf(tenant),
    clientId: client.id,
    redirectUri: registered ?? initialRedirectUris[client.appType],
    isRedirectUriAllowed: registered !== undefined,
    ...audience,
    scope: 'openid profile email',
  }
}

/** Redirect URIs that the code of the quick start serves. */
const servedBySnippets: Record<Client['appType'], (uri: string) => boolean> = {
  regular_web: (uri) => uri.endsWith('/api/auth/callback/foyer'),
  // A browser shows no other.
  spa: (uri) => URL.parse(uri)?.href === uri,
  native: (uri) => uri.startsWith('http://'),
  non_interactive: () => true,
}

/** For text between single quotes in JavaScript: an identifier of an API or a redirect URI may contain a quote. */
export function escapeQuotes(text: string): string {
  return text.replaceAll(/['\\]/g, String.raw`\$&`)
}
