import { may, type TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'

/** That the application got as itself; null before. */
export function findFirstToken(
  access: TenantAccess<'read:clients'>,
  clientId: string,
): Promise<{ at: Date } | null> {
  const where = { tenantId_id: { tenantId: access.tenantId, id: clientId } }
  return read(access, async (tx) => {
    const found = await tx.client.findUnique({ where, select: { firstTokenAt: true } })
    return found?.firstTokenAt ? { at: found.firstTokenAt } : null
  })
}

export interface LastSignIn {
  at: Date
  /** Null for callers who may see neither users nor logs, and once the person is erased. */
  email: string | null
}

/** Of anyone to the application. Machines do not sign in. */
export function findLastSignIn(
  access: TenantAccess<'read:clients'>,
  clientId: string,
): Promise<LastSignIn | null> {
  const seesPeople = may(access, 'read:users') || may(access, 'read:logs')
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<LastSignIn[]>(sql`
      SELECT e.occurred_at AS at, CASE WHEN ${seesPeople}::boolean THEN p.actor_email END AS email
      FROM audit_events e LEFT JOIN audit_people p ON p.tenant_id = e.tenant_id AND p.event_id = e.id
      WHERE e.tenant_id = ${access.tenantId} AND e.target_id = ${clientId} AND e.type = 'application.entered'
      ORDER BY e.occurred_at DESC LIMIT 1`)
    return found ?? null
  })
}
