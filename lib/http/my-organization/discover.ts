import {
  type OptionsInput,
  type ProviderOptions,
  validateOptions,
} from '@/lib/domain/connections/provider-options'
import { type DiscoveredProvider, discoverProvider } from '@/lib/federation/discover-provider'
import { DomainError } from '@/lib/errors'
import { badRequest } from './problem'

/**
 * @param present of a connection that changes
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
    throw discoveryFailure(error, issuer)
  })
}

/** Auth0’s components look for “discovery failure”, and show what follows. Other errors stay as they are. */
export function discoveryFailure(error: unknown, address: string): unknown {
  const url = URL.parse(address)
  if (!url || !(error instanceof DomainError) || error.code !== 'invalid') return error
  return badRequest(`${error.message} discovery failure: ${url.host}`)
}
