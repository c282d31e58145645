import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

/** An application that an organization is meant to have. */
export interface OrganizationClient {
  id: string
  /** Whether its members come in by it. */
  useForMemberAccess: boolean
  name: string
  appType: string
  logoUri: string | null
  grantTypes: string[]
  organizationUsage: string
}

/** The columns that make an OrganizationClient. */
export const entitlementColumns = {
  useForMemberAccess: true,
  client: {
    select: {
      ...{ id: true, name: true, appType: true, logoUri: true },
      ...{ grantTypes: true, organizationUsage: true },
    },
  },
} as const

interface Row {
  useForMemberAccess: boolean
  client: Omit<OrganizationClient, 'useForMemberAccess'>
}

export function asOrganizationClient({ useForMemberAccess, client }: Row): OrganizationClient {
  return { useForMemberAccess, ...client }
}

/** @throws DomainError not_found */
export async function readOrganizationClient(
  tx: Tx,
  where: { tenantId: string; organizationId: string; clientId: string },
): Promise<OrganizationClient> {
  const row = await tx.organizationClient.findFirst({ where, select: entitlementColumns })
  if (!row) throw notFound()
  return asOrganizationClient(row)
}
