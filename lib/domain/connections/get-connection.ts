import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { readConnection, type Connection } from './read-connection'

/** @throws DomainError not_found */
export function getConnection(access: TenantAccess<'read:connections'>, id: string): Promise<Connection> {
  return read(access, (tx) => readConnection(tx, access.tenantId, id))
}
