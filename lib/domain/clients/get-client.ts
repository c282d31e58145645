import type { Permission } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { AnyTenantAccess } from '../any-tenant-access'
import { readClient, type Client } from './read-client'

/** Whoever holds less than `read:clients` is shown less: that is for the wire to say. */
export type ClientReader = Extract<
  Permission,
  'read:clients' | 'read:client_keys' | 'read:client_credentials' | 'read:client_summary'
>

/** @throws DomainError not_found */
export function getClient(access: AnyTenantAccess<ClientReader>, id: string): Promise<Client> {
  return read(access, (tx) => readClient(tx, access.tenantId, id))
}
