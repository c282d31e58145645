import { errors, type Account as ProviderAccount, type KoaContextWithOIDC } from 'oidc-provider'
import { findAccount as findStanding, type Account, type SignedInAs } from '@/lib/domain/tokens/find-account'
import { findAuthorization } from '@/lib/domain/tokens/find-authorization'
import { findNamedOrganization } from '@/lib/domain/tokens/find-named-organization'
import { currentRequest } from './request'

/**
 * The person whom a session, a code, a refresh token or an access token stands for, looked up anew each time.
 * Where an authorization speaks, she must still be allowed where it says, or where the request asks to go.
 * @throws InvalidGrant, or InvalidToken at /userinfo, when she may not
 */
export async function findAccount(
  ctx: KoaContextWithOIDC,
  sub: string,
  token?: { grantId?: string | undefined },
): Promise<ProviderAccount | undefined> {
  if (token?.grantId === undefined) return { accountId: sub, claims: () => ({ sub }) }
  const request = currentRequest()
  const as = await signedInAs(token.grantId)
  if (!as) return undefined
  const standing = await findStanding(request.tenant.id, as)
  if (standing.refusal !== null) throw refusal(ctx, sentenceOf(standing.refusal, as))
  request.account = standing.account
  request.as = as
  return { accountId: sub, claims: () => claimsOf(standing.account) }
}

/** What an ID token and /userinfo say of a person; the provider cuts it to the scopes. */
export function claimsOf(account: Account): { sub: string } & Record<string, unknown> {
  return {
    sub: account.id,
    name: account.name,
    nickname: account.email.split('@')[0],
    email: account.email,
    email_verified: account.emailVerified,
    updated_at: Math.floor(account.updatedAt.getTime() / 1000),
    ...(account.picture === null ? {} : { picture: account.picture }),
    ...organizationClaims(account.organization),
  }
}

/** `org_name` is the slug, and printed only where the tenant says so, since names can be reused and ids cannot. */
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

/** The authorization’s person and place; a request with `organization` asks for another place with the same sign-in. */
async function signedInAs(authorizationId: string): Promise<SignedInAs | null> {
  const { tenant } = currentRequest()
  const found = await findAuthorization(tenant.id, authorizationId)
  if (!found) return null
  const { userId, connectionId, createdAt: since } = found
  return { userId, connectionId, since, organizationId: (await askedFor()) ?? found.organizationId }
}

async function askedFor(): Promise<string | null> {
  const { tenant, organization: value } = currentRequest()
  if (value === undefined) return null
  const byName = tenant.allowOrganizationNameInAuthenticationApi
  const found = await findNamedOrganization(tenant.id, { value, byName })
  if (!found) throw new errors.InvalidGrant(`parameter organization is invalid: ${value}`)
  return found.id
}

function refusal({ oidc: { route } }: KoaContextWithOIDC, sentence: string): Error {
  return route === 'userinfo' ? new errors.InvalidToken(sentence) : new errors.InvalidGrant(sentence)
}

function sentenceOf(
  refusal: 'user' | 'member' | 'connection',
  { userId, organizationId }: SignedInAs,
): string {
  if (refusal === 'user') return 'the user can not sign in any more'
  if (refusal === 'member') return `user ${userId} is not part of the ${organizationId} organization`
  return `sign in to the ${organizationId} organization: this sign-in does not suffice there`
}
