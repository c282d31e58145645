import { z } from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { columnsOf, schemaOf } from '../fields'
import { clientFields, type ClientSettings } from './client-fields'

export interface Client extends ClientSettings {
  id: string
  createdAt: Date
}

const clientRow = schemaOf(clientFields).extend({ id: z.string(), createdAt: z.date() })
export type ClientRow = z.input<typeof clientRow>

/** Without hashes of secrets. */
export const clientColumns: Sql = sql`c.id, c.created_at AS "createdAt", ${columnsOf('c', clientFields)}`

export function asClient(row: ClientRow): Client {
  return clientRow.parse(row)
}

export function clientRowOf<V extends Partial<ClientSettings>>({ keys, ...rest }: V) {
  return keys === undefined ? rest : { ...rest, jwks: clientFields.keys.schema.encode(keys) }
}

/** @throws DomainError not_found */
export async function readClient(tx: Tx, tenantId: string, id: string): Promise<Client> {
  const [row] = await tx.$queryRaw<ClientRow[]>(sql`
    SELECT ${clientColumns} FROM clients c WHERE c.tenant_id = ${tenantId} AND c.id = ${id}`)
  if (!row) throw notFound()
  return asClient(row)
}

export function clientExists(tenantId: string, id: string): Sql {
  return sql`EXISTS (SELECT FROM clients c WHERE c.tenant_id = ${tenantId} AND c.id = ${id})`
}

/** @throws DomainError not_found */
export async function lockClient(tx: Tx, tenantId: string, id: string): Promise<Client> {
  await tx.$queryRaw`SELECT id FROM clients WHERE tenant_id = ${tenantId} AND id = ${id} FOR NO KEY UPDATE`
  return readClient(tx, tenantId, id)
}
