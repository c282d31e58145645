import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { readApi, type Api } from './read-api'

/**
 * One API, by its id or its identifier.
 * @throws DomainError not_found
 */
export function getApi(access: TenantAccess<'read:resource_servers'>, idOrIdentifier: string): Promise<Api> {
  return read(access, (tx) => readApi(tx, access.tenantId, idOrIdentifier))
}
