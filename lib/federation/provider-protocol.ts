import type { Profile } from '@/lib/domain/connections/federated-profile'
import type { AnyProvider } from '@/lib/domain/connections/find-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { type AuthorizationChecks, authorizationUrl, exchangeCodeForClaims } from './authorization-code-flow'
import type { Claims } from './profile-of'
import { redirectUriOf } from './redirect-uri'
import { samlRequestUrl, takeSamlAnswer } from './saml/saml-sign-in'

/** Where to send the browser, and what its answer is checked with. @throws ProviderProblem */
export function beginSignIn(
  tenant: Pick<Tenant, 'url'>,
  provider: AnyProvider,
  loginHint?: string,
): Promise<{ url: string; checks: AuthorizationChecks }> {
  if (provider.strategy === 'samlp') return samlRequestUrl({ tenant, provider, loginHint })
  return authorizationUrl(provider, { redirectUri: redirectUriOf(tenant, provider.id), loginHint })
}

/** Who signed in there, after all checks of the protocol. @throws ProviderProblem */
export function finishSignIn(
  tenant: Pick<Tenant, 'url'>,
  provider: AnyProvider,
  { query, checks }: { query: URLSearchParams; checks: AuthorizationChecks },
): Promise<{ profile: Profile; claims: Claims }> {
  if (provider.strategy === 'samlp') return takeSamlAnswer(provider, query, checks.nonce)
  const answer = new URL(`${redirectUriOf(tenant, provider.id)}?${query.toString()}`)
  return exchangeCodeForClaims(provider, answer, checks)
}
