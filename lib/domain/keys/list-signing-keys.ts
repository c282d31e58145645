import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { readSigningKeys, type SigningKey } from './read-signing-keys'

/** The keys that sign the tenant’s tokens, signed them, or will; no private part. */
export function listSigningKeys(access: TenantAccess<'read:signing_keys'>): Promise<SigningKey[]> {
  return read(access, (tx) => readSigningKeys(tx, access.tenantId))
}
