import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { readClientGrant, type ClientGrant } from './read-client-grant'

/** @throws DomainError not_found */
export function getClientGrant(access: TenantAccess<'read:client_grants'>, id: string): Promise<ClientGrant> {
  return read(access, (tx) => readClientGrant(tx, access.tenantId, id))
}
