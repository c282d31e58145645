import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

export const organizationUsages = ['deny', 'allow', 'require'] as const
export type OrganizationUsage = (typeof organizationUsages)[number]

/** What a machine may do on an API. */
export interface ClientGrant {
  id: string
  clientId: string
  apiId: string
  /** The API’s identifier. */
  audience: string
  scope: string[]
  organizationUsage: OrganizationUsage
  /** Whether it counts in every organization, or in those on its list. */
  allowAnyOrganization: boolean
}

/** The columns that make a ClientGrant. */
export const grantColumns = {
  ...{ id: true, clientId: true, apiId: true, scope: true },
  ...{ organizationUsage: true, allowAnyOrganization: true },
  api: { select: { identifier: true } },
} as const

type Row = Omit<ClientGrant, 'audience' | 'organizationUsage'> & {
  organizationUsage: string
  api: { identifier: string }
}

export function asClientGrant({ api, organizationUsage, ...row }: Row): ClientGrant {
  const usage = organizationUsages.find((one) => one === organizationUsage) ?? 'deny'
  return { ...row, audience: api.identifier, organizationUsage: usage }
}

/** @throws DomainError not_found */
export async function readClientGrant(tx: Tx, tenantId: string, id: string): Promise<ClientGrant> {
  const row = await tx.clientGrant.findFirst({ where: { tenantId, id }, select: grantColumns })
  if (!row) throw notFound()
  return asClientGrant(row)
}
