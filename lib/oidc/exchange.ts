import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider'
import { findAccount, invalidGrant, recordBypass } from './find-account'
import { resourceOf } from './audience-resource'
import { lookUpAuthorization } from './lookups'
import { currentRequest } from './request'
import { resourceServerInfo } from './resources'
import { verifyAccessToken, type AccessTokenClaims } from '@/lib/domain/tokens/access-token'

export const exchangeParameters = [
  'subject_token',
  'subject_token_type',
  'requested_token_type',
  'organization',
  'scope',
  'resource',
  'audience',
]

const accessToken = 'urn:ietf:params:oauth:token-type:access_token'

/** RFC 8693. The new token can do no more: one organization, the same or fewer scopes, the same API, no later expiry. */
export async function exchange(ctx: KoaContextWithOIDC, provider: Provider): Promise<void> {
  const { client, params } = ctx.oidc
  if (!client || !params) throw new errors.InvalidRequest('the request is empty')
  assertTokenTypes(params)
  const subject = await subjectOf(textOf(params['subject_token']))
  const resource = resourceOf(subject.aud)
  if (params['resource'] !== undefined && params['resource'] !== resource)
    throw new errors.InvalidTarget('a token is exchanged for one of the same API only')
  const authorization = await lookUpAuthorization(subject.authorization_id)
  if (!authorization || authorization.clientId !== subject.client_id)
    throw invalidGrant('the subject token does not serve any more')
  await narrowRequest(ctx, subject, params['scope'])
  const server = new provider.ResourceServer(resource, await resourceServerInfo(ctx, resource, client))
  const left = subject.exp - Math.floor(Date.now() / 1000)
  const token = new provider.AccessToken({
    accountId: subject.sub,
    client,
    grantId: authorization.id,
    gty: 'token_exchange',
    expiresIn: Math.max(1, Math.min(server.accessTokenTTL ?? 600, left)),
  })
  token.resourceServer = server
  token.scope = scopeOf(params['scope'], subject.scope, server.scope)
  await recordBypass()
  const value = await token.save()
  ctx.body = {
    access_token: value,
    issued_token_type: accessToken,
    token_type: 'Bearer',
    expires_in: token.expiration,
    scope: token.scope,
  }
}

/** The old token’s organization or, if it had none, one that admits this sign-in. */
async function narrowRequest(ctx: KoaContextWithOIDC, subject: Subject, scope: unknown): Promise<void> {
  const request = currentRequest()
  const requested = request.organization
  request.organization = requested ?? subject.org_id
  const account = await findAccount(ctx, subject.sub, { grantId: subject.authorization_id })
  if (!account || !request.account) throw invalidGrant('the subject token does not serve any more')
  if (subject.org_id !== undefined && request.account.organization?.id !== subject.org_id)
    throw invalidGrant('the subject token is of another organization')
  request.narrowedTo = requestedPermissions(subject, textOf(scope))
}

/** All of them if `scope` is empty. */
function requestedPermissions({ permissions, scope: scopes }: Subject, scope: string): string[] {
  const had = permissions ?? scopes.split(' ')
  if (scope === '') return had
  const requested = new Set(scope.split(' '))
  const more = requested.difference(new Set([...had, ...scopes.split(' ')]))
  if (more.size > 0)
    throw new errors.InvalidScope('the subject token does not have that scope', [...more].join(' '))
  return had.filter((permission) => requested.has(permission))
}

function assertTokenTypes({
  subject_token_type: given,
  requested_token_type: requested = accessToken,
}: Record<string, unknown>): void {
  if (given !== accessToken) throw new errors.InvalidRequest(`subject_token_type must be ${accessToken}`)
  if (requested !== accessToken)
    throw new errors.InvalidRequest(`requested_token_type must be ${accessToken}`)
}

type Subject = AccessTokenClaims & { authorization_id: string }

async function subjectOf(token: string): Promise<Subject> {
  const claims = await verifyAccessToken(currentRequest().tenant, token)
  if (claims?.authorization_id === undefined)
    throw invalidGrant('the subject token is not a person’s access token of this tenant')
  return { ...claims, authorization_id: claims.authorization_id }
}

function scopeOf(requested: unknown, had: string, grantable: string | undefined): string {
  const before = new Set(had.split(' '))
  const wanted = textOf(requested) === '' ? before : new Set(textOf(requested).split(' '))
  const granted = wanted.intersection(before).intersection(new Set((grantable ?? '').split(' ')))
  granted.delete('')
  return [...granted].join(' ')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
