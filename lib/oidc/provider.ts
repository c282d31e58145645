import { Provider, type Client, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { derive } from '@/lib/domain/crypto/derive'
import { sha256Hex, timingSafeEqualText } from '@/lib/domain/crypto/digest'
import type { SigningKeys } from '@/lib/domain/keys/signing-keys'
import { heldScopesClaim } from '@/lib/domain/my-organization/scopes'
import { issuerOf, type Tenant } from '@/lib/domain/tenants/list-tenants'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { findAccount } from './find-account'
import { adapterFor } from './adapter'
import { ownMetadata, tokenExchange } from './client'
import { exchange, exchangeParameters } from './exchange'
import { addGrantedScope } from './granted-scope'
import { lookUpAuthorization } from './lookups'
import { lifetimes } from './lifetimes'
import { extraParameters } from './parameters'
import { correctResponseModes } from './response-modes'
import { createPolicy } from './policy'
import { problemPage } from './problem-page'
import { currentRequest } from './request'
import { introspectNow, mayIntrospect } from './introspection'
import { defaultResource, resourceServerInfo } from './resources'
import { findAccessToken } from './access-token'
import { tenantKeys } from '@/lib/domain/keys/verify-token'
import { noteSecret } from './note-use'
import { addClaims, organizationOf } from './token-claims'
import { interactionCookie, resumeCookie } from './interaction-cookies'
import { webMessage } from './web-message'

interface CachedProvider {
  version: string
  provider: Provider
}

const globals = globalThis as typeof globalThis & { foyerProviders?: Map<string, CachedProvider> }

/** Created again when the tenant’s keys change. */
export async function providerOf(tenant: Tenant): Promise<Provider> {
  const providers = (globals.foyerProviders ??= new Map())
  const keys = await tenantKeys(tenant)
  const known = providers.get(tenant.id)
  if (known?.version === keys.version) return known.provider
  const provider = createProvider(tenant, keys)
  providers.set(tenant.id, { version: keys.version, provider })
  return provider
}

function createProvider(tenant: Tenant, { keys }: SigningKeys): Provider {
  const provider = new Provider(issuerOf(tenant), configuration(tenant, keys))
  provider.proxy = true
  provider.Client.prototype.compareClientSecret = hasSecret
  // The id is our own session’s, which Foyer itself changes on sign-in.
  provider.Session.prototype.resetIdentifier = () => undefined
  const findOpaque = provider.AccessToken.find.bind(provider.AccessToken)
  Object.assign(provider.AccessToken, {
    find: async (token: string, options?: { ignoreExpiration?: boolean }) =>
      (await findAccessToken(provider, token)) ?? (await findOpaque(token, options)),
  })
  provider.use(introspectNow)
  provider.registerResponseMode('web_message', webMessage)
  provider.use(correctResponseModes)
  provider.use(addGrantedScope)
  provider.registerGrantType(tokenExchange, (ctx) => exchange(ctx, provider), exchangeParameters)
  provider.on('server_error', (_ctx: unknown, error: Error) =>
    log().error({ part: 'oidc', err: error }, 'A request failed.'),
  )
  return provider
}

/** The metadata holds the SHA-256 of each live secret, and no secret. */
function hasSecret(this: Client, given: string): boolean {
  const hashes = (this.clientSecret ?? '').split(' ')
  const [found] = hashes.filter((hash) => timingSafeEqualText(hash, sha256Hex(given)))
  if (found !== undefined) noteSecret(this, found)
  return found !== undefined
}

function configuration(tenant: Tenant, keys: SigningKeys['keys']): Configuration {
  return {
    adapter: adapterFor,
    jwks: { keys },
    findAccount,
    ttl: lifetimes,
    extraParams: extraParameters,
    clientBasedCORS: isAllowedOrigin,
    claims: {
      openid: ['sub', 'org_id', 'org_name', 'amr', heldScopesClaim],
      profile: ['name', 'nickname', 'picture', 'updated_at'],
      email: ['email', 'email_verified'],
      sid: null,
      auth_time: null,
      iss: null,
    },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    responseTypes: ['code'],
    conformIdTokenClaims: false,
    pkce: { required: requiresPkce },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    extraClientMetadata: { properties: ownMetadata },
    interactions: { url: (_ctx, { uid }) => `/authorize/continue/${uid}`, policy: createPolicy() },
    issueRefreshToken: async (_ctx, client, { grantId }) =>
      client.grantTypeAllowed('refresh_token') && (await isOffline(grantId)),
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    loadExistingGrant: () => undefined,
    extraTokenClaims: organizationOf,
    formats: { customizers: { jwt: addClaims } },
    routes: {
      authorization: '/authorize',
      token: '/oauth/token',
      revocation: '/oauth/revoke',
      introspection: '/oauth/introspect',
      userinfo: '/userinfo',
      jwks: '/.well-known/jwks.json',
    },
    cookies: cookiesOf(tenant),
    features: features(),
    discovery: { end_session_endpoint: `${tenant.url}/v2/logout` },
    renderError: problemPage,
  }
}

function features(): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    introspection: {
      enabled: true,
      allowedPolicy: mayIntrospect,
    },
    rpInitiatedLogout: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource,
      getResourceServerInfo: resourceServerInfo,
      useGrantedResource: () => true,
    },
  }
}

function cookiesOf({ id }: Tenant): NonNullable<Configuration['cookies']> {
  const common = { httpOnly: true, sameSite: 'lax', path: '/' } as const
  return {
    keys: env().acceptedSecrets.map((secret) => derive(secret, 'oidc cookies', id).toString('base64url')),
    names: { session: sessionCookie, interaction: interactionCookie, resume: resumeCookie },
    long: { ...common, signed: false },
    short: { ...common, signed: true },
  }
}

/** Only an application that authenticates may be exempt. */
function requiresPkce(_ctx: KoaContextWithOIDC, client: Client): boolean {
  return client.tokenEndpointAuthMethod === 'none' || client['requirePkce'] !== false
}

/** Never set in a browser: it carries our own session’s id from handle.ts to the provider. */
export const sessionCookie = 'foyer-session'

/** CORS: only origins of the application’s own pages. */
function isAllowedOrigin({ oidc: { route } }: KoaContextWithOIDC, origin: string, client: Client): boolean {
  if (origin === new URL(currentRequest().tenant.url).origin) return true
  const listed = Array.isArray(client['webOrigins']) ? client['webOrigins'] : []
  if (listed.includes(origin)) return true
  const own = route === 'userinfo' || client.tokenEndpointAuthMethod === 'none'
  return own && (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin)
}

async function isOffline(authorizationId: string | undefined): Promise<boolean> {
  if (authorizationId === undefined) return false
  return (await lookUpAuthorization(authorizationId))?.offline ?? false
}
