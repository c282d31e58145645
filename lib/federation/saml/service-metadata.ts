import { findSamlProvider } from '@/lib/domain/connections/saml-responses'
import { currentTenant } from '@/lib/web/tenant'
import { serviceProviderOf } from './service-provider'

/** Ours, of one connection: its entity ID, ACS URL and certificate. Null for an unknown connection. */
export async function findSamlMetadata(connectionId: string): Promise<string | null> {
  const tenant = await currentTenant()
  const provider = await findSamlProvider({ tenantId: tenant.id, connectionId })
  if (!provider) return null
  const { ownCertificate, signsRequests } = provider.options
  const service = await serviceProviderOf({ tenant, provider })
  return service.generateServiceProviderMetadata(ownCertificate, signsRequests ? [ownCertificate] : null)
}
