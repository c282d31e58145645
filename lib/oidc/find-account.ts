import { errors, type Account as ProviderAccount, type KoaContextWithOIDC } from 'oidc-provider'
import { bypassedBy } from '@/lib/domain/connections/require-connection'
import { findAccountAt } from '@/lib/domain/my-organization/audience'
import { heldScopesClaim, scopesHeld } from '@/lib/domain/my-organization/scopes'
import { recordEntry } from '@/lib/domain/organizations/record-entry'
import type { Account, AccountStatus, Refusal, SignedInAs } from '@/lib/domain/tokens/find-account'
import { findNamedOrganization } from '@/lib/domain/tokens/find-application'
import { audienceOf } from './audience-resource'
import { lookUpAuthorization } from './lookups'
import { currentRequest } from './request'

interface Source {
  kind?: string
  grantId?: string | undefined
  resource?: string | string[] | undefined
  consumed?: unknown
  extra?: Record<string, unknown> | undefined
}

/** Read again each time, with what the organization admits. @throws invalid_grant; access token: undefined */
export async function findAccount(
  ctx: KoaContextWithOIDC,
  sub: string,
  token?: Source,
): Promise<ProviderAccount | undefined> {
  if (token?.grantId === undefined) return { accountId: sub, claims: () => ({ sub }) }
  const request = currentRequest()
  const as = await signedInAs(ctx, token.grantId, token)
  if (!as) return undefined
  const identifier = identifierOf(ctx, token)
  const status = await findAccountAt(request.tenant, as, identifier)
  if (status.refusal !== null) {
    if (token.kind === 'AccessToken') return undefined
    throw invalidGrant(sentenceOf(status.refusal, as))
  }
  assertSameResource(ctx, token)
  request.account = status.account
  request.as = as
  request.bypassedConnectionId = status.bypassedConnectionId
  if (isLastCheck(token)) await recordBypass()
  if (identifier !== null) {
    const { audience, permissions } = status
    request.atAudience = { identifier, audience, permissions }
  }
  return { accountId: sub, claims: () => ({ ...claimsOf(status.account), ...heldScopes(status) }) }
}

/** Whether no check follows. The provider still refuses a refresh token that was used before, and an exchange checks more. */
function isLastCheck({ kind, consumed }: Source): boolean {
  return kind !== undefined && !(kind === 'RefreshToken' && consumed !== undefined)
}

/** Before a token is issued. Not while the database takes no writes, as on pages. */
export async function recordBypass(): Promise<void> {
  const { as, bypassedConnectionId, tenant } = currentRequest()
  if (!as || as.organizationId === null || !bypassedConnectionId) return
  const { userId, sessionId, organizationId } = as
  const owner = { userId, sessionId, organizationId }
  await recordEntry({ ...owner, tenantId: tenant.id }, bypassedBy(owner, bypassedConnectionId))
}

/** The provider leaves out those that the scopes do not include. */
function claimsOf(account: Account): { sub: string } & Record<string, unknown> {
  const { tenant } = currentRequest()
  return {
    sub: account.id,
    name: account.name,
    nickname: account.email.split('@')[0],
    email: account.email,
    email_verified: account.emailVerified,
    updated_at: Math.floor(account.updatedAt.getTime() / 1000),
    ...(account.picture === null ? {} : { picture: new URL(account.picture, tenant.url).href }),
    ...organizationClaims(account.organization),
  }
}

/**
 * Only in an ID token: for others it is not read. What Auth0’s components show depends on it. Each request of the API checks
 * the user’s permissions at that time.
 */
function heldScopes(standing: AccountStatus): Record<string, string[]> {
  const { managementPermissions: held, myOrganizationGranted: granted } = standing
  if (held === null) return {}
  const scopes = scopesHeld(held).filter((scope) => granted === null || granted.includes(scope))
  return { [heldScopesClaim]: scopes }
}

/** `org_name` is the slug, and only if the tenant says so: names can be reused, ids cannot. */
export function organizationClaims(
  organization: { id: string; slug: string } | null,
): Record<string, string> {
  if (!organization) return {}
  const { allowOrganizationNameInAuthenticationApi } = currentRequest().tenant
  return {
    org_id: organization.id,
    ...(allowOrganizationNameInAuthenticationApi ? { org_name: organization.slug } : {}),
  }
}

async function signedInAs(
  ctx: KoaContextWithOIDC,
  authorizationId: string,
  token: Source,
): Promise<SignedInAs | null> {
  const found = await lookUpAuthorization(authorizationId)
  if (!found) return null
  const { userId, clientId, connectionId, sessionId, since } = found
  return {
    userId,
    clientId,
    connectionId,
    sessionId,
    since,
    organizationId: await organizationIdOf(ctx, token, found.organizationId),
    isFromServer: isConfidential(ctx),
    withManagementPermissions: isForIdToken(token.kind),
    issuedTo: ctx.oidc.client?.clientId,
  }
}

function isForIdToken(kind: string | undefined): boolean {
  return kind === 'AuthorizationCode' || kind === 'RefreshToken'
}

/** Its server sends the requests; the user’s own network was checked when they signed in to it. */
function isConfidential({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.client !== undefined && oidc.client.tokenEndpointAuthMethod !== 'none'
}

/** An access token has its organization; a refresh token serves any that admits the sign-in, if requested. */
async function organizationIdOf(
  ctx: KoaContextWithOIDC,
  token: Source,
  original: string | null,
): Promise<string | null> {
  if (token.kind === 'AccessToken') {
    const own = token.extra?.['org_id']
    return typeof own === 'string' ? own : null
  }
  const requested = await requestedOrganizationId(ctx)
  if (requested === null && original !== null && deniesOrganizations(ctx))
    throw invalidGrant('organizations are not allowed for this client any more')
  if (requested === null) return original
  if (token.kind === 'AuthorizationCode' && requested !== original)
    throw invalidGrant('parameter organization is not the one that the code was made for')
  return requested
}

async function requestedOrganizationId(ctx: KoaContextWithOIDC): Promise<string | null> {
  const { tenant, organization: value } = currentRequest()
  if (value === undefined) return null
  if (deniesOrganizations(ctx))
    throw new errors.InvalidRequest('parameter organization is not allowed for this client')
  const byName = tenant.allowOrganizationNameInAuthenticationApi
  const found = await findNamedOrganization(tenant.id, { value, byName })
  if (!found) throw invalidGrant(`parameter organization is invalid: ${value}`)
  return found.id
}

function deniesOrganizations({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.client?.['organizationUsage'] === 'deny'
}

/** Only if a single API can be meant. */
function identifierOf({ oidc }: KoaContextWithOIDC, { kind, resource }: Source): string | null {
  if (!isForIdToken(kind)) return null
  const [one, ...others] = [oidc.params?.['resource'] ?? resource ?? []].flat()
  return typeof one === 'string' && others.length === 0 ? audienceOf(one) : null
}

/** Before a refresh token is consumed: the provider would refuse only afterwards, and the token would be lost. */
function assertSameResource({ oidc }: KoaContextWithOIDC, { kind, resource }: Source): void {
  const requested: unknown = oidc.params?.['resource']
  if (kind !== 'RefreshToken' || requested === undefined) return
  const known: unknown[] = [resource].flat()
  if (![requested].flat().every((one) => known.includes(one))) throw new errors.InvalidTarget()
}

function sentenceOf(refusal: Refusal, { userId, organizationId }: SignedInAs): string {
  if (refusal === 'user') return 'the user can not sign in any more'
  if (refusal === 'member') return `user ${userId} is not part of the ${organizationId} organization`
  if (refusal === 'application') return `this client is not for members of the ${organizationId} organization`
  if (refusal === 'network')
    return `the ${organizationId} organization can be used only from certain networks`
  if (organizationId === null) return 'sign in again: this sign-in counts in its organization alone'
  if (refusal === 'time') return `sign in to the ${organizationId} organization again: it was too long ago`
  if (refusal === 'factor') return `sign in to the ${organizationId} organization with a second factor`
  return `sign in to the ${organizationId} organization: this sign-in does not suffice there`
}

/** The provider does not send the description of its own InvalidGrant. */
export function invalidGrant(description: string): Error {
  return new errors.CustomOIDCProviderError('invalid_grant', description)
}
