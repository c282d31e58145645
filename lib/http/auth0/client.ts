import { z } from 'zod'
import { authorize, may, type Permission, type TenantAccess } from '@/lib/access'
import type { Client } from '@/lib/domain/clients/read-client'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { documents } from './example'
import { ApiProblem, insufficientScope } from './problem'

const text = z.string()
const texts = z.array(text)

/** With `read:client_summary` alone the first four properties are shown. */
export const clientAnswer = z.strictObject({
  client_id: text.meta({ example: documents.clientId }),
  name: text.meta({ example: documents.name }),
  description: text.optional(),
  app_type: text.meta({ example: 'regular_web' }),
  logo_uri: text.optional(),
  callbacks: texts.optional().meta({ example: [documents.callback] }),
  allowed_logout_urls: texts.optional().meta({ example: [documents.url] }),
  allowed_origins: texts.optional().meta({ example: [] }),
  web_origins: texts.optional().meta({ example: [] }),
  initiate_login_uri: text.optional().meta({ example: documents.login }),
  grant_types: texts.optional().meta({ example: ['authorization_code', 'refresh_token'] }),
  token_endpoint_auth_method: text.optional().meta({ example: 'client_secret_post' }),
  client_authentication_methods: z
    .strictObject({
      private_key_jwt: z.strictObject({
        credentials: z.array(z.strictObject({ id: text, name: text.optional() })),
      }),
    })
    .optional(),
  organization_usage: text.optional().meta({ example: 'allow' }),
  organization_require_behavior: text.optional().meta({ example: 'no_prompt' }),
  organization_discovery_methods: texts.optional().meta({ example: ['email'] }),
  default_organization: z
    .strictObject({ organization_id: text, flows: z.array(z.literal('client_credentials')) })
    .optional(),
  client_metadata: z.record(text, text).optional(),
  jwt_configuration: z
    .strictObject({ alg: text, lifetime_in_seconds: z.int(), secret_encoded: z.boolean() })
    .optional()
    .meta({ example: { alg: 'RS256', lifetime_in_seconds: 36_000, secret_encoded: false } }),
  refresh_token: z
    .strictObject({
      rotation_type: text,
      expiration_type: text,
      leeway: z.int(),
      token_lifetime: z.int(),
      idle_token_lifetime: z.int(),
      infinite_token_lifetime: z.boolean(),
      infinite_idle_token_lifetime: z.boolean(),
    })
    .optional()
    .meta({
      example: {
        rotation_type: 'rotating',
        expiration_type: 'expiring',
        leeway: 0,
        token_lifetime: 2_592_000,
        idle_token_lifetime: 1_296_000,
        infinite_token_lifetime: false,
        infinite_idle_token_lifetime: false,
      },
    }),
  require_pkce: z.boolean().optional().meta({ example: true }),
  tenant: text.optional().describe('The tenant’s name.').meta({ example: 'lumen' }),
  global: always(false),
  is_first_party: always(true),
  oidc_conformant: always(true),
  sso_disabled: always(false),
  cross_origin_authentication: always(false),
})

function always(example: boolean) {
  return z.boolean().optional().meta({ example })
}

export const newClientAnswer = clientAnswer.extend({
  client_secret: text
    .optional()
    .describe('Shown when it is made, and never again: Foyer keeps only its SHA-256.')
    .meta({ example: 'Zm9yIHlvdXIgZXllcyBvbmx5OiBzaG93biBvbmNlLCBhbmQgbmV2ZXIgYWdhaW4u' }),
})

/** How much of an application a caller sees. */
export interface ClientVisibility {
  all: boolean
  /** How it proves itself. */
  proof: boolean
}

const readers = [
  'read:clients',
  'read:client_keys',
  'read:client_credentials',
  'read:client_summary',
] as const satisfies readonly Permission[]
export const clientReaders: readonly [...typeof readers] = readers

/** The access with every scope that shows more, so that each is looked at with the data; and what they show. */
export function visibilityOf(access: TenantAccess<(typeof readers)[number]>): {
  access: TenantAccess<(typeof readers)[number]>
  sight: ClientVisibility
} {
  const permissions = readers.filter((permission) => may(access, permission))
  const emailToken = may(access, 'read:client_keys') || may(access, 'read:client_credentials')
  const all = may(access, 'read:clients') || may(access, 'read:client_keys')
  return { access: authorize(access, ...permissions), sight: { all, proof: emailToken } }
}

const everything: ClientVisibility = { all: true, proof: true }

/** An application as Auth0 answers. */
export function clientWire(
  client: Client,
  { id: tenant }: Tenant,
  { all, proof: emailToken }: ClientVisibility = everything,
): z.input<typeof clientAnswer> {
  const { id, name, description, appType } = client
  return {
    client_id: id,
    name,
    ...(description === '' ? {} : { description }),
    app_type: appType,
    ...(all
      ? { ...addressesOf(client), ...organizationsOf(client), ...tokensOf(client), ...sameForAll, tenant }
      : {}),
    ...(emailToken ? keysOf(client) : {}),
  }
}

/** Only where it was made a moment ago. */
export function withSecret(
  { client, secret }: { client: Client; secret: string | null },
  tenant: Tenant,
): z.input<typeof newClientAnswer> {
  return { ...clientWire(client, tenant), ...(secret === null ? {} : { client_secret: secret }) }
}

const sameForAll = {
  global: false,
  is_first_party: true,
  oidc_conformant: true,
  sso_disabled: false,
  cross_origin_authentication: false,
}

function addressesOf({ logoUri, initiateLoginUri, ...client }: Client) {
  return {
    ...(logoUri === null ? {} : { logo_uri: logoUri }),
    callbacks: client.redirectUris,
    allowed_logout_urls: client.logoutUrls,
    allowed_origins: client.allowedOrigins,
    web_origins: client.webOrigins,
    ...(initiateLoginUri === null ? {} : { initiate_login_uri: initiateLoginUri }),
  }
}

function organizationsOf(client: Client) {
  const { defaultOrganizationId: organization_id, metadata } = client
  return {
    organization_usage: client.organizationUsage,
    organization_require_behavior: client.organizationRequireBehavior,
    organization_discovery_methods: client.organizationDiscoveryMethods,
    ...(organization_id === null
      ? {}
      : { default_organization: { organization_id, flows: ['client_credentials' as const] } }),
    ...(Object.keys(metadata).length === 0 ? {} : { client_metadata: metadata }),
  }
}

function tokensOf({ tokenEndpointAuthMethod: method, ...client }: Client) {
  return {
    grant_types: client.grantTypes,
    ...(method === 'private_key_jwt' ? {} : { token_endpoint_auth_method: method }),
    jwt_configuration: {
      alg: 'RS256',
      lifetime_in_seconds: client.idTokenSeconds,
      secret_encoded: false,
    },
    refresh_token: {
      rotation_type: 'rotating',
      expiration_type: 'expiring',
      leeway: 0,
      token_lifetime: client.refreshAbsoluteSeconds,
      idle_token_lifetime: client.refreshIdleSeconds,
      infinite_token_lifetime: false,
      infinite_idle_token_lifetime: false,
    },
    require_pkce: client.requirePkce,
  }
}

function keysOf({ keys }: Client) {
  if (keys.length === 0) return {}
  const credentials = keys.map(({ kid, name }) => ({
    id: `${credentialPrefix}${kid}`,
    ...(name === undefined ? {} : { name }),
  }))
  return { client_authentication_methods: { private_key_jwt: { credentials } } }
}

const credentialPrefix = 'cred_'

/** The key behind the id of a credential. */
export function kidOf(credentialId: string): string {
  return credentialId.startsWith(credentialPrefix) ? credentialId.slice(credentialPrefix.length) : ''
}

export function noClient(): ApiProblem {
  return new ApiProblem(404, 'The client does not exist', { errorCode: 'inexistent_client' })
}

/** @throws ApiProblem 403 unless the token has a scope for each part that the body touches */
export function editing(
  access: TenantAccess<(typeof editors)[number]>,
  body: object,
): TenantAccess<(typeof editors)[number]> {
  const needed = Object.keys(body).map((property) => {
    const any = editorsOf(property)
    const permission = any.find((one) => may(access, one))
    if (permission === undefined) throw insufficientScope(any)
    return permission
  })
  return needed.length === 0 ? access : authorize(access, ...new Set(needed))
}

const editors = [
  'update:clients',
  'update:client_keys',
  'update:client_credentials',
] as const satisfies readonly Permission[]
export const clientEditors: readonly [...typeof editors] = editors

/** Whoever changes how an application proves itself could pass for it. */
function editorsOf(property: string): readonly (typeof editors)[number][] {
  if (property === 'client_authentication_methods') return ['update:client_credentials', 'update:client_keys']
  if (property === 'token_endpoint_auth_method') return editors
  return ['update:clients', 'update:client_keys']
}
