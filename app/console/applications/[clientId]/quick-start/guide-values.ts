import { randomBytes } from 'node:crypto'
import type { Client } from '@/lib/domain/clients/read-client'
import { issuerOf, type Tenant } from '@/lib/domain/tenants/list-tenants'
import type { Framework } from './frameworks'

export interface Audience {
  /** Of the API that the snippets request tokens for; null if there is none, or none that the reader may see. */
  audience: string | null
  /** The application is a machine without access to any API. */
  hasNoAccess: boolean
}

/** What the snippets are filled with: the tenant’s and the application’s own. */
export interface GuideValues extends Audience {
  tenantUrl: string
  issuer: string
  clientId: string
  /** How the application authenticates at the token endpoint. */
  method: Client['tokenEndpointAuthMethod']
  redirectUri: string
  isRedirectUriAllowed: boolean
  scope: string
  /** New with each page: 64 hexadecimal digits, with which the application signs its own cookies. */
  cookieSecret: string
}

export interface Snippet {
  /** A file’s path, or what the commands do. */
  title: string
  code: string
}

export interface GuideSource {
  client: Client
  tenant: Tenant
  audience: Audience
  framework: Framework
}

export function guideValues({ client, tenant, audience, framework }: GuideSource): GuideValues {
  const registered = client.redirectUris.find(framework.serves)
  return {
    tenantUrl: tenant.url,
    issuer: issuerOf(tenant),
    clientId: client.id,
    method: client.tokenEndpointAuthMethod,
    redirectUri: registered ?? framework.redirectUri,
    isRedirectUriAllowed: registered !== undefined,
    ...audience,
    scope: 'openid profile email',
    cookieSecret: randomBytes(32).toString('hex'),
  }
}

/** For text between single quotes in JavaScript: an identifier of an API or a redirect URI may contain a quote. */
export function escapeQuotes(text: string): string {
  return text.replaceAll(/['\\]/g, String.raw`\$&`)
}

/** The parameter `audience` in an object of JavaScript, with what stands before it; nothing if there is no API. */
export function audienceProperty({ audience }: GuideValues, before: string): string {
  return audience === null ? '' : `${before}audience: '${escapeQuotes(audience)}',`
}

/** The line of an environment file with the client secret, which is never printed; nothing without one. */
export function secretLine({ method }: GuideValues, name: string): string {
  return method.startsWith('client_secret') ? `\n${name}=YOUR_CLIENT_SECRET` : ''
}

export function originOf({ redirectUri }: GuideValues): string {
  return new URL(redirectUri).origin
}

/** Starts the application where people return to. */
export function startCommand(command: string, { redirectUri }: GuideValues): string {
  const { port } = new URL(redirectUri)
  return port === '' ? command : `${command} --port ${port}`
}
