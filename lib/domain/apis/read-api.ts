import { z } from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { columnsOf, schemaOf } from '../fields'
import { apiFields } from './api-settings'

const apiRow = schemaOf(apiFields).extend({
  id: z.string(),
  identifier: z.string(),
  /** The tenant’s own Management API. */
  isPortal: z.boolean(),
  createdAt: z.date(),
  permissions: z.array(
    z.object({ name: z.string(), description: z.string(), openToOrganizations: z.boolean() }),
  ),
})
export type Api = z.output<typeof apiRow>
export type ApiRow = z.input<typeof apiRow>

export const apiColumns: Sql = sql`a.id, a.identifier, a.is_portal AS "isPortal", a.created_at AS "createdAt",
  ${columnsOf('a', apiFields)}, coalesce((
    SELECT jsonb_agg(jsonb_build_object('name', p.name, 'description', p.description,
      'openToOrganizations', p.open_to_organizations) ORDER BY p.name)
    FROM permissions p WHERE p.tenant_id = a.tenant_id AND p.api_id = a.id
  ), '[]') AS permissions`

export function asApi(row: ApiRow): Api {
  const api = apiRow.parse(row)
  return { ...api, tokenLifetimeForWeb: Math.min(api.tokenLifetimeForWeb, api.tokenLifetime) }
}

/** @throws DomainError not_found */
export async function readApi(tx: Tx, tenantId: string, idOrIdentifier: string): Promise<Api> {
  // An identifier may equal another API’s id: the id wins.
  const [row] = await tx.$queryRaw<ApiRow[]>(sql`
    SELECT ${apiColumns} FROM apis a
    WHERE a.tenant_id = ${tenantId} AND (a.id = ${idOrIdentifier} OR a.identifier = ${idOrIdentifier})
    ORDER BY a.id = ${idOrIdentifier} DESC LIMIT 1`)
  if (!row) throw notFound()
  return asApi(row)
}

/** @throws DomainError not_found */
export async function lockApi(tx: Tx, tenantId: string, idOrIdentifier: string): Promise<Api> {
  const { id } = await readApi(tx, tenantId, idOrIdentifier)
  return lockApiById(tx, tenantId, id)
}

/** @throws DomainError not_found */
export async function lockApiById(tx: Tx, tenantId: string, id: string): Promise<Api> {
  await tx.$queryRaw`SELECT id FROM apis WHERE tenant_id = ${tenantId} AND id = ${id} FOR NO KEY UPDATE`
  return readApi(tx, tenantId, id)
}
