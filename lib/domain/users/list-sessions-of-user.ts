import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { sql } from '@/lib/db/sql'
import { reach, windowed, type Window, type Windowed } from '../window'
import { insistOnUser } from './insist-on-user'
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
  const { after, take } = reach(wanted)
  return read(access, async (tx) => {
    await insistOnUser(tx, tenantId, userId)
    const found = await tx.$queryRaw<SessionOfUser[]>(sql`
      SELECT ${sessionColumns} FROM ${sessionTables}
      WHERE s.tenant_id = ${tenantId} AND s.user_id = ${userId} AND s.id > ${after} AND ${sessionLives}
      ORDER BY s.id LIMIT ${take}`)
    return windowed(wanted, found, ({ id }) => id)
  })
}
