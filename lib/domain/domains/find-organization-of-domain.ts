import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import { findOrganizationOfAddress, type RoutedOrganization } from './list-domains'

const perAddress: Limit = { name: 'provider_of_domain', points: 120, seconds: 5 * 60 }

/** Null for a domain that leads to no organization, verified or not. @throws DomainError too_many */
export async function findOrganizationOfDomain(
  tenantId: string,
  domain: string,
): Promise<Omit<RoutedOrganization, 'id'> | null> {
  await reserve(perAddress, callerKey(tenantId))
  const found = await findOrganizationOfAddress(tenantId, `anyone@${domain}`)
  if (found === null) return null
  const { id: _, ...organization } = found
  return organization
}
