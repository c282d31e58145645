import { errors, type Client, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider'
import { findAudience, findHeld, type Audience } from '@/lib/domain/tokens/find-audience'
import { findClientGrant, type FoundClientGrant } from '@/lib/domain/tokens/find-client-grant'
import { findNamedOrganization } from '@/lib/domain/tokens/find-named-organization'
import { invalidGrant } from './account'
import { currentRequest } from './request'

const prefix = 'urn:foyer:audience:'

/** Auth0 lets any text name an API; RFC 8707 wants a URI, so other text travels as one. */
export function resourceOf(audience: string): string {
  return URL.canParse(audience) && !audience.startsWith(prefix)
    ? audience
    : prefix + encodeURIComponent(audience)
}

/** Empty for what no API can be called. */
function audienceOf(resource: string): string {
  if (!resource.startsWith(prefix)) return resource
  try {
    return decodeURIComponent(resource.slice(prefix.length)).replaceAll('\0', '')
  } catch {
    return ''
  }
}

/**
 * The tenant’s default API, where an application names none. A machine has tokens for APIs alone: of no other would
 * anybody know which scopes are its own.
 */
export function defaultResource(
  ctx: KoaContextWithOIDC,
  _client: Client,
  oneOf?: readonly string[],
): string | string[] {
  if (oneOf) return oneOf[0] ?? []
  const { defaultAudience } = currentRequest().tenant
  if (defaultAudience !== null) return resourceOf(defaultAudience)
  if (isMachine(ctx))
    throw denied('No audience parameter was provided, and no default audience has been configured')
  return []
}

/**
 * What a token for this API may hold. While somebody signs in: whatever the API defines. When a token is made: what
 * she holds, or what the machine was granted, at this moment.
 */
export async function resourceServerInfo(
  ctx: KoaContextWithOIDC,
  resource: string,
  client: Client,
): Promise<ResourceServer> {
  const request = currentRequest()
  const audience = await findAudience(request.tenant.id, audienceOf(resource))
  if (!audience) throw new errors.InvalidTarget(`Service not found: ${audienceOf(resource)}`)
  if (!audience.allowsOffline) request.offline = false
  request.dialect = audience.dialect
  return {
    scope: (await grantable(ctx, client, audience)).join(' '),
    audience: audience.identifier,
    accessTokenFormat: 'jwt',
    accessTokenTTL: audience.lifetime || 600,
    jwt: { sign: { alg: audience.signingAlg } },
  }
}

async function grantable(ctx: KoaContextWithOIDC, client: Client, audience: Audience): Promise<string[]> {
  if (ctx.oidc.route !== 'token') return audience.permissions
  if (isMachine(ctx)) return ofMachine(ctx, client, audience)
  const request = currentRequest()
  const held = request.as && (await findHeld(request.tenant.id, request.as, audience.id))
  if (!held) throw invalidGrant('the user may not be in this organization any more')
  request.held = held
  return audience.enforcePolicies
    ? audience.permissions.filter((permission) => held.includes(permission))
    : audience.permissions
}

async function ofMachine(ctx: KoaContextWithOIDC, client: Client, audience: Audience): Promise<string[]> {
  const request = currentRequest()
  const { organization, grant: found } = await placeOfMachine(client, audience)
  judgeOrganization(found, organization)
  const scope = found.scope.filter((permission) => audience.permissions.includes(permission))
  Object.assign(request, { organizationOfMachine: organization, held: scope })
  const { params } = ctx.oidc
  if (params && params['scope'] === undefined) params['scope'] = scope.join(' ') || undefined
  return scope
}

/** The organization that it names, or its default one where its grant requires one; and the grant, as it is there. */
async function placeOfMachine(client: Client, audience: Audience) {
  const named = await organizationOfMachine(currentRequest().organization)
  const grant = await grantOf(client, audience, named)
  const byDefault = client['defaultOrganizationId']
  if (named !== null || grant.organizationUsage !== 'require' || typeof byDefault !== 'string')
    return { organization: named, grant }
  const organization = await organizationOfMachine(byDefault)
  return { organization, grant: await grantOf(client, audience, organization) }
}

async function grantOf(
  { clientId }: Client,
  { id: apiId, identifier }: Audience,
  organization: { id: string } | null,
): Promise<FoundClientGrant> {
  const organizationId = organization?.id ?? null
  const found = await findClientGrant(currentRequest().tenant.id, { clientId, apiId, organizationId })
  if (!found) throw denied(`Client is not authorized to access resource server "${identifier}".`)
  return found
}

function judgeOrganization(grant: FoundClientGrant, organization: { id: string } | null): void {
  if (organization === null) {
    if (grant.organizationUsage !== 'require') return
    throw new errors.InvalidRequest('parameter organization is required for this client')
  }
  if (grant.organizationUsage === 'deny')
    throw new errors.InvalidRequest('parameter organization is not allowed for this client')
  if (grant.allowAnyOrganization || grant.includesOrganization) return
  throw denied(`client is not authorized to access the ${organization.id} organization`)
}

async function organizationOfMachine(
  value: string | undefined,
): Promise<{ id: string; slug: string } | null> {
  const { tenant } = currentRequest()
  if (value === undefined) return null
  const byName = tenant.allowOrganizationNameInAuthenticationApi
  const found = await findNamedOrganization(tenant.id, { value, byName })
  if (!found) throw new errors.InvalidRequest(`parameter organization is invalid: ${value}`)
  return found
}

function isMachine({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.route === 'token' && oidc.params?.['grant_type'] === 'client_credentials'
}

function denied(description: string): Error {
  return new errors.AccessDenied(description)
}
