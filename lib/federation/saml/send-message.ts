import { findSamlProvider } from '@/lib/domain/connections/saml-responses'
import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { findProviderSignOut, type ProviderSignOut } from '@/lib/web/provider-sign-out'
import { currentTenant } from '@/lib/web/tenant'
import { findAuthorizationState } from '../authorization-state'
import { failedPath } from '../finish-federated-sign-in'
import { seeOther } from '../redirect'
import { deliveryPage } from './logout-page'
import { deliver, type Delivery, logoutRequestXml } from './outgoing-message'
import { samlRequestFields } from './saml-sign-in'
import { serviceKeyOf } from './service-provider'
import { registeredAddresses } from './service-urls'

/**
 * The page with the request of a sign-in or a sign-out that this browser began. It changes nothing, so it can be opened again.
 */
export async function sendMessage(
  connectionId: string,
  query: URLSearchParams,
  nonce: string,
): Promise<Response> {
  const tenant = await currentTenant()
  const state = query.get('state')
  const provider = await findSamlProvider({ tenantId: tenant.id, connectionId })
  if (!provider) return seeOther(failedPath('not_enabled'))
  const signIn = await findAuthorizationState(tenant, state)
  if (signIn?.connectionId === connectionId) {
    const fields = await samlRequestFields({ tenant, provider }, signIn)
    return deliveryPage(nonce, { action: provider.options.signInUrl, fields }, 'Continue to sign in')
  }
  const signOut = await findProviderSignOut(tenant, state)
  if (signOut?.connectionId !== connectionId) return seeOther(failedPath('lost'))
  const delivery = await logoutRequest(tenant, provider, signOut)
  return delivery ? deliveryPage(nonce, delivery, 'Continue to sign out') : seeOther(signOut.returnTo)
}

/** Null if the provider has no single logout service any more. */
export async function logoutRequest(
  tenant: Pick<Tenant, 'url'>,
  provider: SamlProvider,
  { requestId, state, providerSession }: ProviderSignOut,
): Promise<Delivery | null> {
  const { signOutUrl: destination, signOutBinding: binding } = provider.options
  if (destination === null) return null
  const { entityId: issuer } = registeredAddresses(tenant, provider)
  const xml = logoutRequestXml({ destination, issuer }, requestId, providerSession)
  const key = await serviceKeyOf(provider)
  return deliver({ name: 'SAMLRequest', xml, relayState: state, destination, binding, key })
}
