import type { Profile } from '@/lib/domain/connections/federated-profile'
import type { SamlProvider } from '@/lib/domain/connections/saml-provider'
import { type SamlResponse, takeSamlResponse } from '@/lib/domain/connections/saml-responses'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { AuthorizationChecks } from '../authorization-code-flow'
import type { Claims } from '../profile-of'
import { ProviderProblem } from '../provider-problem'
import { openProblem } from './problem-handle'
import { samlClaims, samlProfile } from './saml-profile'
import { serviceProviderOf } from './service-provider'
import { newRandomId } from './random-id'

interface Sending {
  tenant: Pick<Tenant, 'url'>
  provider: SamlProvider
  loginHint?: string | undefined
}

/** A request by HTTP-Redirect. The state is its RelayState, and the nonce its ID. @throws ProviderProblem */
export async function samlRequestUrl({
  tenant,
  provider,
  loginHint,
}: Sending): Promise<{ url: string; checks: AuthorizationChecks }> {
  const checks = { state: newRandomId(), nonce: newRandomId(), verifier: '' }
  const service = await serviceProviderOf({ tenant, provider, requestId: checks.nonce })
  const additionalParams = loginHint === undefined ? {} : { login_hint: loginHint }
  return { url: await service.getAuthorizeUrlAsync(checks.state, undefined, { additionalParams }), checks }
}

/** Of the request that this browser sent, by the sealed cookie of its RelayState. @throws ProviderProblem */
export async function takeSamlAnswer(
  { tenantId, id: connectionId }: SamlProvider,
  query: URLSearchParams,
  requestId: string,
): Promise<{ profile: Profile; claims: Claims }> {
  await throwProblemIn(query, { tenantId, connectionId })
  const response = await takeSamlResponse({ tenantId, connectionId }, query.get('response') ?? '')
  if (!response) throw new ProviderProblem('saml_used')
  if (response.inResponseTo !== requestId) throw new ProviderProblem('saml_unrequested')
  return readResponse(response)
}

/** Where the provider began. @throws ProviderProblem */
export async function takeUnsolicitedAnswer(
  { tenantId, id: connectionId, options }: SamlProvider,
  handle: string,
): Promise<Profile> {
  const response = await takeSamlResponse({ tenantId, connectionId }, handle)
  if (!response) throw new ProviderProblem('saml_used')
  if (response.inResponseTo !== null || !options.allowsUnsolicited)
    throw new ProviderProblem('saml_unrequested')
  return samlProfile(response)
}

async function throwProblemIn(
  query: URLSearchParams,
  of: { tenantId: string; connectionId: string },
): Promise<void> {
  const problem = await openProblem(of, query.get('problem'))
  if (problem) throw problem
}

function readResponse(response: SamlResponse): { profile: Profile; claims: Claims } {
  return { profile: samlProfile(response), claims: samlClaims(response) }
}
