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

interface Held {
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

/** The provider does not know JWT access tokens, and does not check if the user is still allowed there. */
export async function answerLive(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  const { oidc } = ctx as { oidc?: KoaContextWithOIDC['oidc'] }
  const { client, params } = oidc ?? {}
  if (oidc?.route !== 'introspection' || !client) return
  const { active, error } = answerIn(ctx.body)
  if (error === 'unsupported_token_type') {
    ctx.status = 200
    ctx.body = mayIntrospect(ctx, client, { kind: 'AccessToken' })
      ? await stateOf(currentRequest().tenant, String(params?.['token']))
      : inactive
  } else if (active === true) ctx.body = await todays(oidc, ctx.body)
}

function answerIn(body: unknown): { active?: unknown; error?: unknown; org_name?: unknown } {
  return typeof body === 'object' && body !== null ? body : {}
}

/** With the organization’s current name; inactive if the user is no longer allowed there. */
async function todays({ entities }: KoaContextWithOIDC['oidc'], said: unknown): Promise<object> {
  const { tenant } = currentRequest()
  const token = entities.AccessToken ?? entities.RefreshToken
  const authorization = token && (await lookUpAuthorization(token.grantId ?? ''))
  if (!authorization) return inactive
  const kept = entities.AccessToken?.extra?.['org_id']
  const organizationId = typeof kept === 'string' ? kept : authorization.organizationId
  const status = await findAccount(tenant.id, { ...authorization, organizationId, isFromServer: true })
  if (status.refusal !== null) return inactive
  const { org_name: _, ...rest } = answerIn(said)
  return { ...rest, ...organizationClaims(status.account.organization) }
}

async function stateOf(tenant: Tenant, token: string): Promise<Record<string, unknown>> {
  const said = await verifyAccessToken(tenant, token)
  const application = said && (await lookUpApplication(said.client_id))
  if (!said || !application) return inactive
  const isMachine = said.authorization_id === undefined
  const held = await (isMachine ? heldByMachine(tenant, said) : heldByPerson(tenant, said))
  if (!held) return inactive
  const { sub, client_id, aud, exp, iat, jti, permissions } = said
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
    ...(held.scope.length > 0 ? { scope: held.scope.join(' ') } : {}),
    ...organizationClaims(held.organization),
    ...(permissions ? { permissions: held.permissions } : {}),
  }
}

async function heldByPerson(tenant: Tenant, said: AccessTokenClaims): Promise<Held | null> {
  const authorization = await authorizationOf(said)
  if (!authorization) return null
  const issuedTo = said.client_id
  const as = { ...authorization, organizationId: said.org_id ?? null, isFromServer: true, issuedTo }
  const status = await findAccountAt(tenant, as, said.aud)
  const { audience, permissions } = status
  if (status.refusal !== null || !audience || !permissions) return null
  const grantable = audience.enforcePolicies ? permissions : audience.permissions
  return {
    organization: status.account.organization,
    scope: common(said.scope.split(' '), common(audience.permissions, grantable)),
    permissions: common(said.permissions ?? [], permissions),
  }
}

async function heldByMachine(tenant: Tenant, said: AccessTokenClaims): Promise<Held | null> {
  const { org_id: value = null, client_id: clientId } = said
  const context = { clientId, audience: said.aud, organization: value, byName: false }
  const { audience, organization, grant } = await findClientAccessAt(tenant, context)
  if (value !== null && !organization) return null
  if (!audience || !grant || !admits(grant, organization)) return null
  const left = common(grant.scope, audience.permissions)
  return {
    organization,
    scope: common(said.scope.split(' '), left),
    permissions: common(said.permissions ?? [], left),
  }
}

function admits(grant: ClientGrant, organization: object | null): boolean {
  if (!organization) return grant.organizationUsage !== 'require'
  return grant.organizationUsage !== 'deny' && (grant.allowAnyOrganization || grant.includesOrganization)
}

function common(some: readonly string[], others: readonly string[]): string[] {
  return some.filter((one) => others.includes(one))
}
