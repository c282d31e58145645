import { reserveProviderRequest } from '@/lib/domain/connections/authorization-state'
import { endProviderSessions } from '@/lib/domain/connections/end-provider-sessions'
import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import { findSamlProvider } from '@/lib/domain/connections/saml-responses'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { DomainError } from '@/lib/errors'
import { withRequestOrigin } from '@/lib/web/origin'
import { currentTenant } from '@/lib/web/tenant'
import { ProviderProblem } from '../provider-problem'
import { seeOther } from '../redirect'
import { type LogoutRequest, readLogoutMessage, type Received } from './logout-message'
import { deliveryPage, refusedPage, signedOutPage, tooManyPage, unknownPage } from './logout-page'
import { deliver, type Delivery, logoutResponseXml } from './outgoing-message'
import { serviceKeyOf } from './service-provider'
import { registeredAddresses, signOutUrlOf } from './service-urls'
import { signedOutPath } from './signed-out'

/** Our single logout service (Profiles, 4.4): the provider signs a user out here, or answers that it did there. */
export async function receiveLogout(
  connectionId: string,
  received: Received,
  nonce: string,
): Promise<Response> {
  const tenant = await currentTenant()
  return withRequestOrigin(async () => {
    const provider = await findSamlProvider({ tenantId: tenant.id, connectionId })
    if (!provider) return unknownPage(nonce)
    try {
      await reserveProviderRequest(tenant.id)
      return await answer(tenant, provider, { received, nonce })
    } catch (error) {
      if (error instanceof DomainError && error.code === 'too_many') return tooManyPage(nonce)
      if (!(error instanceof ProviderProblem)) throw error
      return refusedPage(nonce, error)
    }
  })
}

async function answer(
  tenant: Tenant,
  provider: SamlProvider,
  { received, nonce }: { received: Received; nonce: string },
): Promise<Response> {
  const destination = signOutUrlOf(tenant, provider.id)
  const message = readLogoutMessage(received, { provider, destination })
  if (message.kind === 'response') return seeOther(await signedOutPath(provider, message))
  const delivery = await endSessions(tenant, provider, message)
  if (delivery === null) return signedOutPage(nonce)
  return 'url' in delivery ? seeOther(delivery.url) : deliveryPage(nonce, delivery, 'You’re signed out')
}

/** Returns our response; null if the provider has no URL for it. @throws ProviderProblem saml_used */
export async function endSessions(
  tenant: Pick<Tenant, 'url'>,
  provider: SamlProvider,
  { id: requestId, nameId, sessionIndexes, relayState }: LogoutRequest,
): Promise<Delivery | null> {
  const { id: connectionId, tenantId, options } = provider
  const asked = { connectionId, requestId, nameId, sessionIndexes }
  // First of all, as nothing may be ended without an answer to send.
  const key = await serviceKeyOf(provider)
  if ((await endProviderSessions(tenantId, asked)) === null) throw new ProviderProblem('saml_used')
  const destination = options.signOutResponseUrl ?? options.signOutUrl
  if (destination === null) return null
  const { entityId: issuer } = registeredAddresses(tenant, provider)
  const xml = logoutResponseXml({ destination, issuer }, requestId)
  const binding = options.signOutBinding
  return deliver({ name: 'SAMLResponse', xml, relayState, destination, binding, key })
}
