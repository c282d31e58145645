import { read } from '@/lib/db/doors'
import { byProvider } from './by-provider'

export interface FoundClientGrant {
  scope: string[]
  organizationUsage: 'deny' | 'allow' | 'require'
  allowAnyOrganization: boolean
  /** Whether the organization asked about is on the grant’s list. */
  includesOrganization: boolean
}

const usages = ['deny', 'allow', 'require'] as const

/** What a machine may do on an API, or null. */
export function findClientGrant(
  tenantId: string,
  asked: { clientId: string; apiId: string; organizationId: string | null },
): Promise<FoundClientGrant | null> {
  const { clientId, apiId, organizationId } = asked
  return read(byProvider(tenantId), async (tx) => {
    const grant = await tx.clientGrant.findFirst({
      where: { tenantId, clientId, apiId },
      include: { organizations: { where: { organizationId: organizationId ?? '' } } },
    })
    if (!grant) return null
    return {
      scope: grant.scope,
      organizationUsage: usages.find((usage) => usage === grant.organizationUsage) ?? 'deny',
      allowAnyOrganization: grant.allowAnyOrganization,
      includesOrganization: grant.organizations.length > 0,
    }
  })
}
