import type { Profile } from '@/lib/domain/connections/federated-profile'
import type { AnyProvider } from '@/lib/domain/connections/find-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { type AuthorizationChecks, authorizationUrl, exchangeCodeForClaims } from './authorization-code-flow'
import type { Claims } from './profile-of'
import { ProviderProblem } from './provider-problem'
import { redirectUriOf, registeredRedirectUri, sharedRedirectUri } from './redirect-uri'
import { samlRequestUrl, takeSamlAnswer } from './saml/saml-sign-in'

export interface SignInChecks extends AuthorizationChecks {
  /** As it was when the provider was asked: the answer has to come there, and the code is exchanged with it. */
  sharesRedirectUri: boolean
}

/** Where to send the browser, and what its answer is checked with. @throws ProviderProblem */
export async function beginSignIn(
  tenant: Pick<Tenant, 'url'>,
  provider: AnyProvider,
  loginHint?: string,
): Promise<{ url: string; checks: SignInChecks }> {
  if (provider.strategy === 'samlp') {
    const { url, checks } = await samlRequestUrl({ tenant, provider, loginHint })
    return { url, checks: { ...checks, sharesRedirectUri: false } }
  }
  const redirectUri = registeredRedirectUri(tenant, provider)
  const { url, checks } = await authorizationUrl(provider, { redirectUri, loginHint })
  return { url, checks: { ...checks, sharesRedirectUri: provider.options.sharesRedirectUri === true } }
}

interface Answer {
  query: URLSearchParams
  checks: SignInChecks
  /** It signs no one in. */
  isTest?: boolean
}

/** Who signed in there, after all checks of the protocol. @throws ProviderProblem */
export async function finishSignIn(
  tenant: Pick<Tenant, 'url'>,
  provider: AnyProvider,
  { query, checks, isTest = false }: Answer,
): Promise<{ profile: Profile; issuer: string; claims: Claims }> {
  if (provider.strategy === 'samlp')
    return takeSamlAnswer(provider, query, { requestId: checks.nonce, isTest })
  if (checks.sharesRedirectUri) assertNamed(provider.options, query)
  const { sharesRedirectUri } = checks
  const redirectUri = sharesRedirectUri ? sharedRedirectUri(tenant) : redirectUriOf(tenant, provider.id)
  const answer = new URL(`${redirectUri}?${query.toString()}`)
  return { ...(await exchangeCodeForClaims(provider, answer, checks)), issuer: provider.options.issuer }
}

/**
 * At the redirect URI that several share, only `iss` (RFC 9207) says whose answer it is, so it is required there, whatever
 * the provider’s metadata says. @throws ProviderProblem wrong_issuer
 */
function assertNamed({ issuer }: { issuer: string }, query: URLSearchParams): void {
  const [named, ...others] = query.getAll('iss').map((one) => URL.parse(one)?.href)
  if (named !== new URL(issuer).href || others.length > 0) throw new ProviderProblem('wrong_issuer')
}
