import type { AnyTenantAccess } from '../any-tenant-access'
import { read } from '@/lib/db/transaction'
import { readUser, type User } from './read-user'

/** @throws DomainError not_found */
export function getUser(
  access: AnyTenantAccess<'read:users' | 'read:user_idp_tokens'>,
  id: string,
): Promise<User> {
  return read(access, (tx) => readUser(tx, access.tenantId, id))
}
