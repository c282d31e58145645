import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import { findOrganizationOfAddress } from './list-domains'

interface DomainProvider {
  slug: string
  connectionId: string
  connectionName: string
}

const perAddress: Limit = { name: 'provider_of_domain', points: 120, seconds: 5 * 60 }

/** Null for a domain that leads to no provider, verified or not. @throws DomainError too_many */
export async function findProviderOfDomain(tenantId: string, domain: string): Promise<DomainProvider | null> {
  await reserve(perAddress, callerKey(tenantId))
  const found = await findOrganizationOfAddress(tenantId, `anyone@${domain}`)
  if (found === null || found.connectionId === null || found.connectionName === null) return null
  const { slug, connectionId, connectionName } = found
  return { slug, connectionId, connectionName }
}
