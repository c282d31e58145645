import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { insist } from '../text/insist'
import { parseDialect, type TokenDialect } from './token-settings'

interface ApiPermission {
  name: string
  description: string
  openToOrganizations: boolean
}

export interface Api {
  id: string
  identifier: string
  name: string
  /** The tenant’s own Management API. */
  isPortal: boolean
  /** RBAC: tokens and this API’s answers heed what the user holds. */
  enforcePolicies: boolean
  tokenDialect: TokenDialect
  /** Seconds. */
  tokenLifetime: number
  createdAt: Date
  /** By name. */
  permissions: ApiPermission[]
}

/** The columns that make an Api. */
export const apiColumns = {
  id: true,
  identifier: true,
  name: true,
  isPortal: true,
  enforcePolicies: true,
  tokenDialect: true,
  tokenLifetime: true,
  createdAt: true,
  permissions: {
    select: { name: true, description: true, openToOrganizations: true },
    orderBy: { name: 'asc' },
  },
} as const

export function asApi(row: Omit<Api, 'tokenDialect'> & { tokenDialect: string }): Api {
  return { ...row, tokenDialect: insist(parseDialect(row.tokenDialect), 'token_dialect') }
}

/** @throws DomainError not_found */
export async function readApi(tx: Tx, tenantId: string, id: string): Promise<Api> {
  const row = await tx.api.findFirst({ where: { tenantId, id }, select: apiColumns })
  if (!row) throw notFound()
  return asApi(row)
}

/**
 * The API, kept as it is until the transaction ends.
 * @throws DomainError not_found
 */
export async function lockApi(tx: Tx, tenantId: string, id: string): Promise<Api> {
  await tx.$queryRaw`SELECT id FROM apis WHERE tenant_id = ${tenantId} AND id = ${id} FOR NO KEY UPDATE`
  return readApi(tx, tenantId, id)
}
