import { may, type OrganizationAccess } from '@/lib/access'
import type { AvailableConnection } from '@/lib/domain/connections/available-connections'
import { type JoinSetting, listDomains, listJoinSettings } from '@/lib/domain/domains/queries'
import { getAssignableRoles } from '@/lib/domain/roles/role-choices'

export interface DomainsPage {
  domains: Awaited<ReturnType<typeof listDomains>>['rows']
  joining: {
    settings: readonly JoinSetting[]
    /** Null if the viewer may not change how people join. */
    roles: { id: string; name: string }[] | null
  }
}

/** Reads how people join only where a domain is verified. */
export async function readDomains(
  access: OrganizationAccess<'read:organization_discovery_domains'>,
): Promise<DomainsPage> {
  const domains = (await listDomains(access, { skip: 0, take: 100 })).rows
  if (domains.every(({ verifiedAt }) => verifiedAt === null))
    return { domains, joining: { settings: [], roles: null } }
  const maySet =
    may(access, 'update:organization_discovery_domains') && may(access, 'create:organization_invitations')
  const roles = maySet ? (await getAssignableRoles(access)).filter(({ isOwner }) => !isOwner) : null
  return { domains, joining: { settings: await listJoinSettings(access), roles } }
}

/** The name of the method that is required for the verified domains. */
export function requiredIn(methods: readonly AvailableConnection[]): string | null {
  return methods.find(({ isRequired }) => isRequired)?.displayName ?? null
}
