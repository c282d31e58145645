import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { insist } from '../text/insist'
import { parseDialect, parseSigning, type SigningAlgorithm, type TokenDialect } from './token-settings'

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
  /** Seconds; of a flow that does not exist here, and kept for the tools that send it. Never more than the lifetime. */
  tokenLifetimeForWeb: number
  signingAlg: SigningAlgorithm
  /** Whether people’s applications may get refresh tokens for it. */
  allowOfflineAccess: boolean
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
  tokenLifetimeForWeb: true,
  signingAlg: true,
  allowOfflineAccess: true,
  createdAt: true,
  permissions: {
    select: { name: true, description: true, openToOrganizations: true },
    orderBy: { name: 'asc' },
  },
} as const

type Row = Omit<Api, 'tokenDialect' | 'signingAlg'> & { tokenDialect: string; signingAlg: string }

export function asApi(row: Row): Api {
  return {
    ...row,
    tokenLifetimeForWeb: Math.min(row.tokenLifetimeForWeb, row.tokenLifetime),
    tokenDialect: insist(parseDialect(row.tokenDialect), 'token_dialect'),
    signingAlg: insist(parseSigning(row.signingAlg), 'signing_alg'),
  }
}

/**
 * One API, by its id or its identifier.
 * @throws DomainError not_found
 */
export async function readApi(tx: Tx, tenantId: string, idOrIdentifier: string): Promise<Api> {
  const found = await tx.api.findMany({
    where: { tenantId, OR: [{ id: idOrIdentifier }, { identifier: idOrIdentifier }] },
    select: apiColumns,
  })
  // An identifier may be written like another API’s id: the id wins.
  const row = found.find(({ id }) => id === idOrIdentifier) ?? found[0]
  if (!row) throw notFound()
  return asApi(row)
}

/**
 * The API with this id or identifier, kept as it is until the transaction ends.
 * @throws DomainError not_found
 */
export async function lockApi(tx: Tx, tenantId: string, idOrIdentifier: string): Promise<Api> {
  const { id } = await readApi(tx, tenantId, idOrIdentifier)
  await tx.$queryRaw`SELECT id FROM apis WHERE tenant_id = ${tenantId} AND id = ${id} FOR NO KEY UPDATE`
  return readApi(tx, tenantId, id)
}
