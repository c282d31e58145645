import type { TicketAccess } from '@/lib/access'
import { DomainError, invalid } from '@/lib/errors'
import { createConnection } from '../connections/create-connection'
import { createSamlConnection } from '../connections/create-saml-connection'
import type { OptionsInput } from '../connections/provider-options'
import type { SamlSettings } from '../connections/saml-options'
import { offeredStrategies } from '../self-service-profiles/queries'
import type { SelfServiceStrategy } from '../self-service-profiles/self-service-settings'
import type { FoundSsoTicket } from './find-sso-ticket'

interface ConnectedProvider {
  strategy: SelfServiceStrategy
  displayName: string
  provider: { options: OptionsInput; clientSecret: string } | { settings: SamlSettings }
}

/**
 * The organization’s own connection, which is enabled nowhere yet.
 * @throws DomainError not_found; invalid, at the field; conflict if it exists, and for an eleventh own
 */
export async function connectProvider(
  access: TicketAccess,
  { offer, config, connectionId: id }: FoundSsoTicket,
  { strategy, displayName, provider }: ConnectedProvider,
): Promise<void> {
  if (!offeredStrategies(offer).includes(strategy))
    throw invalid('provider', 'This kind of identity provider is not offered here.')
  if (config === null) throw alreadyThere()
  const { name, metadata } = config
  const shared = { id, name, displayName, metadata }
  const creating =
    'settings' in provider
      ? createSamlConnection(access, { ...shared, ...provider })
      : createConnection(access, { ...shared, ...provider, strategy: 'oidc' })
  await creating.catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'conflict' && error.field === 'name') throw nameTaken()
    throw error
  })
}

function alreadyThere(): DomainError {
  return new DomainError('conflict', 'The identity provider was already added. Load the page again.')
}

/** By another connection of the tenant, since the ticket was made. */
function nameTaken(): DomainError {
  return new DomainError('conflict', 'This link can no longer be used. Ask for a new one.')
}
