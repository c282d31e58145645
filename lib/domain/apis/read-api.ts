import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { parseInput } from '../text/parse-input'
import { signingAlgorithm, type SigningAlgorithm, tokenDialect, type TokenDialect } from './api-settings'

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

/** Columns of `apis a` that make an Api. */
export const apiColumns: Sql = sql`a.id, a.identifier, a.name, a.is_portal AS "isPortal",
  a.enforce_policies AS "enforcePolicies", a.token_dialect AS "tokenDialect", a.token_lifetime AS "tokenLifetime",
  a.token_lifetime_for_web AS "tokenLifetimeForWeb", a.signing_alg AS "signingAlg",
  a.allow_offline_access AS "allowOfflineAccess", a.created_at AS "createdAt", coalesce((
    SELECT jsonb_agg(jsonb_build_object('name', p.name, 'description', p.description,
      'openToOrganizations', p.open_to_organizations) ORDER BY p.name)
    FROM permissions p WHERE p.tenant_id = a.tenant_id AND p.api_id = a.id
  ), '[]') AS permissions`

export type ApiRow = Omit<Api, 'tokenDialect' | 'signingAlg'> & { tokenDialect: string; signingAlg: string }

export function asApi(row: ApiRow): Api {
  return {
    ...row,
    tokenLifetimeForWeb: Math.min(row.tokenLifetimeForWeb, row.tokenLifetime),
    tokenDialect: parseInput(tokenDialect, row.tokenDialect, 'token_dialect'),
    signingAlg: parseInput(signingAlgorithm, row.signingAlg, 'signing_alg'),
  }
}

/**
 * One API, by its id or its identifier.
 * @throws DomainError not_found
 */
export async function readApi(tx: Tx, tenantId: string, idOrIdentifier: string): Promise<Api> {
  // An identifier may be written like another API’s id: the id wins.
  const [row] = await tx.$queryRaw<ApiRow[]>(sql`
    SELECT ${apiColumns} FROM apis a
    WHERE a.tenant_id = ${tenantId} AND (a.id = ${idOrIdentifier} OR a.identifier = ${idOrIdentifier})
    ORDER BY a.id = ${idOrIdentifier} DESC LIMIT 1`)
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
