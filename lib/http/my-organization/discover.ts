import {
  type OptionsInput,
  type ProviderOptions,
  validateOptions,
} from '@/lib/domain/connections/provider-options'
import { type DiscoveredProvider, discoverProvider } from '@/lib/federation/discover-provider'
import { DomainError } from '@/lib/errors'
import { badRequest } from './problem'

/**
 * Auth0’s components look for “discovery failure”, and show what follows. `present`: of a connection that changes.
 * @throws DomainError invalid, at the field
 * @throws MyOrganizationProblem 400
 */
export async function discovered(
  tenantId: string,
  input: OptionsInput,
  present?: ProviderOptions,
): Promise<DiscoveredProvider> {
  const { issuer } = validateOptions('oidc', input, present)
  return discoverProvider(tenantId, issuer).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
    throw badRequest(`${error.message} discovery failure: ${new URL(issuer).host}`)
  })
}
