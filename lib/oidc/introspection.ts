import type { Client, KoaContextWithOIDC } from 'oidc-provider'
import { findAccountAt, findClientAccessAt } from '@/lib/domain/my-organization/audience'
import { findAccount } from '@/lib/domain/tokens/find-account'
import type { ClientGrant } from '@/lib/domain/tokens/find-application'
import { issuerOf, type Tenant } from '@/lib/domain/tenants/list-tenants'
import { organizationClaims } from './find-account'
import { lookUpApplication, lookUpAuthorization } from './lookups'
import { currentRequest } from './request'
import { verifyAccessToken, type AccessTokenClaims } from '@/lib/domain/tokens/access-token'
import { authorizationOf } from './access-token'

interface CurrentAccess {
  organization: { id: string; slug: string } | null
  /** What the token can still do now. */
  scope: string[]
  permissions: string[]
}

const inactive = { active: false }

/** Applications with a secret; for a refresh token only its own application. */
export function mayIntrospect(
  _ctx: KoaContextWithOIDC,
  client: Client,
  token: { kind: string; clientId?: string | undefined },
): boolean {
  if (client.tokenEndpointAuthMethod === 'none') return false
  return token.kind !== 'RefreshToken' || token.clientId === client.clientId
}

/** The provider does not know JWT access tokens, and does not check that the user still has access. */
export async function introspectNow(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  const { oidc } = ctx as { oidc?: KoaContextWithOIDC['oidc'] }
  const { client, params } = oidc ?? {}
  if (oidc?.route !== 'introspection' || !client) return
  const { active, error } = fieldsOf(ctx.body)
  if (error === 'unsupported_token_type') {
    ctx.status = 200
    ctx.body = mayIntrospect(ctx, client, { kind: 'AccessToken' })
      ? await stateOf(currentRequest().tenant, String(params?.['token']))
      : inactive
  } else if (active === true) ctx.body = await withCurrentAccess(oidc, ctx.body)
}

function fieldsOf(body: unknown): { active?: unknown; error?: unknown; org_name?: unknown } {
  return typeof body === 'object' && body !== null ? body : {}
}

/** With the organization’s current name; inactive if the user is no longer allowed there. */
async function withCurrentAccess({ entities }: KoaContextWithOIDC['oidc'], answer: unknown): Promise<object> {
  const { tenant } = currentRequest()
  const token = entities.AccessToken ?? entities.RefreshToken
  const authorization = token && (await lookUpAuthorization(token.grantId ?? ''))
  if (!authorization) return inactive
  const own = entities.AccessToken?.extra?.['org_id']
  const organizationId = typeof own === 'string' ? own : authorization.organizationId
  const status = await findAccount(tenant.id, { ...authorization, organizationId, isFromServer: true })
  if (status.refusal !== null) return inactive
  const { org_name: _, ...rest } = fieldsOf(answer)
  return { ...rest, ...organizationClaims(status.account.organization) }
}

async function stateOf(tenant: Tenant, token: string): Promise<Record<string, unknown>> {
  const claims = await verifyAccessToken(tenant, token)
  const application = claims && (await lookUpApplication(claims.client_id))
  if (!claims || !application) return inactive
  const isMachine = claims.authorization_id === undefined
  const access = await (isMachine ? accessOfMachine(tenant, claims) : accessOfUser(tenant, claims))
  if (!access) return inactive
  const { sub, client_id, aud, exp, iat, jti, permissions } = claims
  return {
    active: true,
    sub,
    client_id,
    aud,
    exp,
    iat,
    jti,
    iss: issuerOf(tenant),
    token_type: 'Bearer',
    ...(access.scope.length > 0 ? { scope: access.scope.join(' ') } : {}),
    ...organizationClaims(access.organization),
    ...(permissions ? { permissions: access.permissions } : {}),
  }
}

async function accessOfUser(tenant: Tenant, claims: AccessTokenClaims): Promise<CurrentAccess | null> {
  const authorization = await authorizationOf(claims)
  if (!authorization) return null
  const issuedTo = claims.client_id
  const as = { ...authorization, organizationId: claims.org_id ?? null, isFromServer: true, issuedTo }
  const status = await findAccountAt(tenant, as, claims.aud)
  const { audience, permissions } = status
  if (status.refusal !== null || !audience || !permissions) return null
  const grantable = audience.enforcePolicies ? permissions : audience.permissions
  return {
    organization: status.account.organization,
    scope: inBoth(claims.scope.split(' '), inBoth(audience.permissions, grantable)),
    permissions: inBoth(claims.permissions ?? [], permissions),
  }
}

async function accessOfMachine(tenant: Tenant, claims: AccessTokenClaims): Promise<CurrentAccess | null> {
  const { org_id: value = null, client_id: clientId } = claims
  const context = { clientId, audience: claims.aud, organization: value, byName: false }
  const { audience, organization, grant } = await findClientAccessAt(tenant, context)
  if (value !== null && !organization) return null
  if (!audience || !grant || !admits(grant, organization)) return null
  const left = inBoth(grant.scope, audience.permissions)
  return {
    organization,
    scope: inBoth(claims.scope.split(' '), left),
    permissions: inBoth(claims.permissions ?? [], left),
  }
}

function admits(grant: ClientGrant, organization: object | null): boolean {
  if (!organization) return grant.organizationUsage !== 'require'
  return grant.organizationUsage !== 'deny' && (grant.allowAnyOrganization || grant.includesOrganization)
}

function inBoth(some: readonly string[], others: readonly string[]): string[] {
  return some.filter((one) => others.includes(one))
}
