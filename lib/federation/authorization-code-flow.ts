import * as client from 'openid-client'
import type { Profile } from '@/lib/domain/connections/federated-profile'
import type { Provider } from '@/lib/domain/connections/find-provider'
import { mayBeCalled } from '@/lib/domain/connections/provider-url'
import { configurationOf } from './configuration'
import { githubClaims } from './github-claims'
import { profileOf, type Claims } from './profile-of'
import { problemOf, ProviderProblem } from './provider-problem'

export interface AuthorizationChecks {
  state: string
  nonce: string
  verifier: string
}

/** @throws ProviderProblem */
export function authorizationUrl(
  provider: Provider,
  requested: { redirectUri: string; loginHint?: string | undefined },
): Promise<{ url: string; checks: AuthorizationChecks }> {
  return withProviderProblems(async () => {
    const configuration = await configurationOf(provider)
    const checks = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    }
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: requested.redirectUri,
      scope: provider.options.scopes.join(' '),
      state: checks.state,
      code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
      ...(provider.strategy === 'github' ? {} : { nonce: checks.nonce }),
      ...(provider.options.hostedDomain === undefined ? {} : { hd: provider.options.hostedDomain }),
      ...(requested.loginHint === undefined ? {} : { login_hint: requested.loginHint }),
    })
    if (!mayBeCalled(url)) throw new ProviderProblem('not_public')
    return { url: url.href, checks }
  })
}

/**
 * Checks state, nonce, issuer, audience, signature and times. Also returns everything that the provider says about the user.
 * @throws ProviderProblem
 */
export function exchangeCodeForClaims(
  provider: Provider,
  answer: URL,
  checks: AuthorizationChecks,
): Promise<{ profile: Profile; claims: Claims }> {
  return withProviderProblems(async () => {
    const configuration = await configurationOf(provider)
    const isOpenid = provider.strategy !== 'github'
    const tokens = await client.authorizationCodeGrant(configuration, answer, {
      pkceCodeVerifier: checks.verifier,
      expectedState: checks.state,
      ...(isOpenid ? { expectedNonce: checks.nonce, idTokenExpected: true } : {}),
    })
    const token = tokens.access_token
    const claims = isOpenid
      ? await withUserInfo(provider, configuration, { claims: tokens.claims() ?? {}, token })
      : await githubClaims(provider, configuration, token)
    const { hostedDomain } = provider.options
    if (hostedDomain !== undefined && claims['hd'] !== hostedDomain) throw new ProviderProblem('other_domain')
    const profile = profileOf(provider, claims)
    if (!profile) throw new ProviderProblem('wrong_answer')
    return { profile, claims }
  })
}

/** Some providers keep the ID token short. Its signed claims take precedence over userinfo. */
async function withUserInfo(
  { options }: Provider,
  configuration: client.Configuration,
  { claims, token }: { claims: Claims & { sub?: string }; token: string },
): Promise<Claims> {
  const knowsEnough = claims[options.claims.email] !== undefined && claims[options.claims.name] !== undefined
  if (knowsEnough || configuration.serverMetadata().userinfo_endpoint === undefined) return claims
  const more = await client.fetchUserInfo(configuration, token, claims.sub ?? '')
  return { ...more, ...claims }
}

async function withProviderProblems<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw problemOf(error) ?? error
  }
}
