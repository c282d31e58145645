import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { userExists } from './insist-on-user'
import { sessionColumns, sessionLives, sessionTables, type SessionOfUser } from './session-of-user'

/**
 * The sessions of a user that still live, by id.
 * @throws DomainError not_found
 */
export function listSessionsOfUser(
  access: TenantAccess<'read:sessions'>,
  { userId, ...wanted }: Window & { userId: string },
): Promise<Omit<Windowed<SessionOfUser>, 'total'>> {
  const { tenantId } = access
  return read(access, (tx) =>
    readPage<SessionOfUser>(tx, wanted, {
      columns: sessionColumns,
      from: sql`${sessionTables} WHERE s.tenant_id = ${tenantId} AND s.user_id = ${userId} AND ${sessionLives}`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...byId(wanted, sql`s.id`),
      placeOf: ({ id }) => id,
    }),
  )
}
