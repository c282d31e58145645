import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { foldedAddress } from '../text/folded-address'
import { userColumns, type User } from './read-user'

/** Who has this address, in whatever spelling: one person, or nobody. */
export function listUsersByAddress(access: TenantAccess<'read:users'>, email: string): Promise<User[]> {
  return read(access, (tx) =>
    tx.$queryRaw<User[]>(sql`
      SELECT ${userColumns} FROM users u
      WHERE u.tenant_id = ${access.tenantId} AND u.email_folded = ${foldedAddress(email)}`),
  )
}
