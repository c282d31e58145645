import { type Client, errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider'
import {
  findAccountAt,
  findClientAccessAt,
  findTenantAudience,
  myOrganizationIdentifier,
} from '@/lib/domain/my-organization/audience'
import type { AccountStatus } from '@/lib/domain/tokens/find-account'
import type { Audience, ClientAccess, ClientGrant } from '@/lib/domain/tokens/find-application'
import { findMyOrganizationApplication } from '@/lib/web/my-organization-applications'
import { audienceOf, resourceOf } from './audience-resource'
import { invalidGrant } from './find-account'
import { noteFirstToken } from './note-use'
import { currentRequest } from './request'

/** The tenant’s default API. A machine gets tokens for APIs only, since scopes belong to an API. */
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

/** During a sign-in all scopes of the API; for a token what the user or machine holds at this moment. */
export async function resourceServerInfo(
  ctx: KoaContextWithOIDC,
  resource: string,
  client: Client,
): Promise<ResourceServer> {
  const request = currentRequest()
  const identifier = audienceOf(resource)
  await assertMyOrganization(client, identifier)
  const access = isMachine(ctx) ? await accessOfMachine(client, identifier, request.organization) : null
  const audience = access ? access.audience : await audienceAt(identifier)
  if (!audience) throw new errors.InvalidTarget(`Service not found: ${identifier}`)
  if (!audience.allowsOffline) request.offline = false
  request.dialect = audience.dialect
  const scope = access
    ? await scopeOfMachine(ctx, client, { access, audience })
    : await scopeOfUser(ctx, audience)
  noteFirstToken(ctx, { audience, isMachine: access !== null })
  return {
    scope: scope.join(' '),
    audience: audience.identifier,
    accessTokenFormat: 'jwt',
    accessTokenTTL: audience.lifetime || 600,
    jwt: { sign: { alg: audience.signingAlg } },
  }
}

/** Only for an application that is configured for it. */
async function assertMyOrganization({ clientId }: Client, identifier: string): Promise<void> {
  const { tenant } = currentRequest()
  if (identifier !== myOrganizationIdentifier(tenant)) return
  if (await findMyOrganizationApplication(tenant.id, clientId)) return
  throw denied(`Client is not authorized to access resource server "${identifier}".`)
}

async function scopeOfUser(ctx: KoaContextWithOIDC, audience: Audience): Promise<string[]> {
  if (ctx.oidc.route !== 'token') return audience.permissions
  const request = currentRequest()
  const { audience: limited, permissions } = await standingAt(audience)
  if (!permissions || !limited) throw invalidGrant('the user may not be in this organization any more')
  request.held = permissions
  return limited.enforcePolicies
    ? limited.permissions.filter((permission) => permissions.includes(permission))
    : limited.permissions
}

async function audienceAt(identifier: string): Promise<Audience | null> {
  const { tenant, atAudience } = currentRequest()
  return atAudience?.identifier === identifier ? atAudience.audience : findTenantAudience(tenant, identifier)
}

/** As the application’s grant limits it. `permissions`: null if the user is not allowed in the requested organization. */
async function standingAt({
  identifier,
}: Audience): Promise<Pick<AccountStatus, 'audience' | 'permissions'>> {
  const { tenant, as, atAudience } = currentRequest()
  if (atAudience?.identifier === identifier) return atAudience
  return as ? findAccountAt(tenant, as, identifier) : { audience: null, permissions: null }
}

interface AtAudience {
  access: ClientAccess
  audience: Audience
}

async function scopeOfMachine(ctx: KoaContextWithOIDC, client: Client, at: AtAudience): Promise<string[]> {
  const request = currentRequest()
  const { permissions } = at.audience
  const { organization, grant } = await organizationOfMachine(client, at)
  assertOrganization(grant, organization)
  const scope = grant.scope.filter((permission) => permissions.includes(permission))
  Object.assign(request, { organizationOfMachine: organization, held: scope })
  const { params } = ctx.oidc
  if (params && params['scope'] === undefined) params['scope'] = scope.join(' ') || undefined
  return scope
}

/** The requested organization, or the default one if the grant requires one. */
async function organizationOfMachine(client: Client, { access, audience: { identifier } }: AtAudience) {
  const named = grantedIn(access, identifier, currentRequest().organization)
  const byDefault = client['defaultOrganizationId']
  if (named.organization !== null || named.grant.organizationUsage !== 'require') return named
  if (typeof byDefault !== 'string') return named
  return grantedIn(await accessOfMachine(client, identifier, byDefault), identifier, byDefault)
}

function accessOfMachine(
  { clientId }: Client,
  audience: string,
  organization: string | undefined,
): Promise<ClientAccess> {
  const { tenant } = currentRequest()
  const { allowOrganizationNameInAuthenticationApi: byName } = tenant
  return findClientAccessAt(tenant, { clientId, audience, organization: organization ?? null, byName })
}

function grantedIn(
  { organization, grant }: ClientAccess,
  identifier: string,
  named: string | undefined,
): { organization: { id: string; slug: string } | null; grant: ClientGrant } {
  if (named !== undefined && !organization)
    throw new errors.InvalidRequest(`parameter organization is invalid: ${named}`)
  if (!grant) throw denied(`Client is not authorized to access resource server "${identifier}".`)
  return { organization, grant }
}

function assertOrganization(grant: ClientGrant, organization: { id: string } | null): void {
  if (organization === null) {
    if (grant.organizationUsage !== 'require') return
    throw new errors.InvalidRequest('parameter organization is required for this client')
  }
  if (grant.organizationUsage === 'deny')
    throw new errors.InvalidRequest('parameter organization is not allowed for this client')
  if (grant.allowAnyOrganization || grant.includesOrganization) return
  throw denied(`client is not authorized to access the ${organization.id} organization`)
}

function isMachine({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.route === 'token' && oidc.params?.['grant_type'] === 'client_credentials'
}

function denied(description: string): Error {
  return new errors.AccessDenied(description)
}
