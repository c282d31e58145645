import { invalid } from '@/lib/errors'
import type { ProviderOptions } from './provider-options'

const google = 'https://accounts.google.com'

/**
 * What an organization may set up by itself. Anyone can have an account with Google, also with an address of the
 * organization’s domain, so only those of its Workspace count.
 * @throws DomainError invalid at `strategy`, `issuer`
 */
export function assertOwnConnection(strategy: string, { issuer, hostedDomain }: ProviderOptions): void {
  if (strategy !== 'oidc')
    throw invalid('strategy', 'This kind of connection cannot be an organization’s own.')
  if (new URL(issuer).origin === google && hostedDomain === undefined)
    throw invalid('issuer', 'For Google, choose Google Workspace and enter the domain of your Workspace.')
}
