import { createHash, randomBytes } from 'node:crypto'
import { managementPermissions } from '../lib/access'
import { callback, token, type OwnClient } from './oidc-caller'
import type { OwnPlace, OwnTenant } from './own-tenant'

interface OwnClientSettings {
  method?: 'client_secret_post' | 'client_secret_basic' | 'none' | 'private_key_jwt'
  grantTypes?: readonly string[]
  usage?: 'deny' | 'allow' | 'require'
  redirectUris?: readonly string[]
  logoutUrls?: readonly string[]
  /** Its public keys. */
  jwks?: unknown
  requirePkce?: boolean
}

const person = ['authorization_code', 'refresh_token']
export const documents = 'https://api.lumen.test'

const usual = {
  method: 'client_secret_post',
  grantTypes: person,
  usage: 'allow',
  redirectUris: [callback],
  logoutUrls: [],
  requirePkce: true,
} as const

/** An application of the tenant’s; a machine with the grant type `client_credentials`. */
export async function ownClient(tenant: OwnTenant, given: OwnClientSettings = {}): Promise<OwnClient> {
  const { method, grantTypes, usage, redirectUris, logoutUrls, jwks, requirePkce } = { ...usual, ...given }
  const id = `own${randomBytes(12).toString('hex')}`
  await tenant.query(
    `INSERT INTO clients (tenant_id, id, name, app_type, grant_types, token_endpoint_auth_method, redirect_uris,
       logout_urls, organization_usage, jwks, require_pkce)
     VALUES ($1, $2, 'Own', 'regular_web', $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [
      id,
      grantTypes,
      method,
      redirectUris,
      logoutUrls,
      usage,
      jwks === undefined ? null : JSON.stringify(jwks),
      requirePkce,
    ],
  )
  if (method === 'none' || method === 'private_key_jwt') return { id, secret: undefined }
  const secret = randomBytes(24).toString('base64url')
  await tenant.query(
    'INSERT INTO client_secrets (tenant_id, id, client_id, secret_hash) VALUES ($1, $2, $3, $4) RETURNING id',
    [`sec_${id}`, id, createHash('sha256').update(secret).digest('hex')],
  )
  return { id, secret }
}

/** What a machine may ask for on an API, the documents’ if none is named; in one organization, if that is named. */
export async function ownGrant(
  tenant: OwnTenant,
  client: OwnClient,
  {
    scope,
    place,
    usage = 'allow',
    audience = documents,
  }: { scope: string[]; place?: OwnPlace; usage?: 'deny' | 'allow' | 'require'; audience?: string },
): Promise<void> {
  await tenant.query(
    `INSERT INTO client_grants (tenant_id, id, client_id, api_id, scope, organization_usage)
     SELECT $1, $2, $3, id, $4, $5 FROM apis WHERE tenant_id = $1 AND identifier = $6 RETURNING id`,
    [`cgr_${client.id}`, client.id, scope, usage, audience],
  )
  if (!place) return
  await tenant.query(
    `INSERT INTO client_grant_organizations (tenant_id, organization_id, grant_id)
     VALUES ($1, $2, $3) RETURNING grant_id`,
    [place.id, `cgr_${client.id}`],
  )
}

/** A machine’s token for everything that the tenant’s Management API does. */
export async function managementToken(tenant: OwnTenant): Promise<{ machine: OwnClient; bearer: string }> {
  const machine = await ownClient(tenant, { grantTypes: ['client_credentials'] })
  const audience = `${tenant.url}/api/v2/`
  await ownGrant(tenant, machine, { scope: managementPermissions.map(({ name }) => name), audience })
  const { json } = await token(tenant.url, machine, { grant_type: 'client_credentials', audience })
  return { machine, bearer: `Bearer ${String(json['access_token'])}` }
}
