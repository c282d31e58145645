import type { Profile } from '@/lib/domain/connections/federated-profile'
import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import { certificateDigest } from '@/lib/domain/connections/saml-options'
import { type SamlResponse, takeSamlResponse } from '@/lib/domain/connections/saml-responses'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { newRandomId, sendPath } from '@/lib/web/saml-message'
import type { AuthorizationChecks } from '../authorization-code-flow'
import type { Claims } from '../profile-of'
import { ProviderProblem } from '../provider-problem'
import { openProblem } from './problem-handle'
import { samlClaims, samlProfile } from './saml-profile'
import { serviceProviderOf } from './service-provider'

interface Sending {
  tenant: Pick<Tenant, 'url'>
  provider: SamlProvider
  loginHint?: string | undefined
}

/**
 * A request by HTTP-Redirect or, where the provider takes that only, a page of ours that sends it by HTTP-POST. The state is
 * its RelayState, and the nonce its ID. @throws ProviderProblem
 */
export async function samlRequestUrl({
  tenant,
  provider,
  loginHint,
}: Sending): Promise<{ url: string; checks: AuthorizationChecks }> {
  const checks = { state: newRandomId(), nonce: newRandomId(), verifier: '' }
  if (provider.options.signInBinding === 'post') return { url: sendPath(provider.id, checks.state), checks }
  const service = await serviceProviderOf({ tenant, provider, requestId: checks.nonce })
  const additionalParams = loginHint === undefined ? {} : { login_hint: loginHint }
  return { url: await service.getAuthorizeUrlAsync(checks.state, undefined, { additionalParams }), checks }
}

/** The same for the page that sends it: fields of its form. @throws ProviderProblem */
export async function samlRequestFields(
  { tenant, provider }: Sending,
  { state, nonce }: Pick<AuthorizationChecks, 'state' | 'nonce'>,
): Promise<Record<string, string>> {
  const service = await serviceProviderOf({ tenant, provider, requestId: nonce, binding: 'post' })
  const { SAMLRequest = '' } = (await service.getAuthorizeMessageAsync(state)) as Record<string, string>
  return { SAMLRequest, RelayState: state }
}

interface SamlAnswer {
  profile: Profile
  /** Entity ID of the provider. */
  issuer: string
}

/**
 * Of the request that this browser sent, by the sealed cookie of its RelayState. Only to a test may a provider answer whose
 * entity ID is not known. @throws ProviderProblem
 */
export async function takeSamlAnswer(
  provider: SamlProvider,
  query: URLSearchParams,
  { requestId, isTest }: { requestId: string; isTest: boolean },
): Promise<SamlAnswer & { claims: Claims }> {
  await throwProblemIn(query, { tenantId: provider.tenantId, connectionId: provider.id })
  const response = await takeWaiting(provider, query.get('response') ?? '')
  const { issuer, inResponseTo } = response
  if (inResponseTo !== requestId) throw new ProviderProblem('saml_unrequested')
  if (!isTest || provider.options.issuer !== null) assertIssuer(provider, response)
  return { profile: samlProfile(response, provider.options.attributes), issuer, claims: samlClaims(response) }
}

/** Where the provider began. @throws ProviderProblem */
export async function takeUnsolicitedAnswer(provider: SamlProvider, handle: string): Promise<SamlAnswer> {
  const { allowsUnsolicited, attributes } = provider.options
  const response = await takeWaiting(provider, handle)
  if (response.inResponseTo !== null || !allowsUnsolicited) throw new ProviderProblem('saml_unrequested')
  assertIssuer(provider, response)
  return { profile: samlProfile(response, attributes), issuer: response.issuer }
}

/** It may have been confirmed or changed while the response waited. @throws ProviderProblem */
function assertIssuer({ options }: SamlProvider, { issuer }: SamlResponse): void {
  if (issuer !== options.issuer) throw new ProviderProblem('wrong_issuer')
}

/** The certificates may have been replaced while it waited. @throws ProviderProblem */
async function takeWaiting(
  { tenantId, id: connectionId, options }: SamlProvider,
  handle: string,
): Promise<SamlResponse> {
  const response = await takeSamlResponse({ tenantId, connectionId }, handle)
  if (!response) throw new ProviderProblem('saml_used')
  if (!options.certificates.some((one) => certificateDigest(one) === response.certificate))
    throw new ProviderProblem('saml_signature')
  return response
}

async function throwProblemIn(
  query: URLSearchParams,
  of: { tenantId: string; connectionId: string },
): Promise<void> {
  const problem = await openProblem(of, query.get('problem'))
  if (problem) throw problem
}
