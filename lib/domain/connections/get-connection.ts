import type { Permission } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { AnyTenantAccess } from '../any-tenant-access'
import { readConnection, type Connection } from './read-connection'

/** @throws DomainError not_found */
export function getConnection(
  access: AnyTenantAccess<Extract<Permission, 'read:connections' | 'update:connections'>>,
  id: string,
): Promise<Connection> {
  return read(access, (tx) => readConnection(tx, access.tenantId, id))
}
