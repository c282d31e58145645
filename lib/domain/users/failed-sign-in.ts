import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { metrics } from '@/lib/metrics'

interface FailedSignIn {
  tenantId: string
  /** Null if the sign-in was not at an organization’s page. */
  organizationId: string | null
  way: 'password' | 'email' | 'passkey' | 'authenticator' | 'recovery_code'
  reason?: string
  by: { userId: string | null } | { emailFolded: string }
}

/** For the organization’s own audit log, which names only members, no other users or addresses. */
export async function failedSignIn(tx: Tx, attempt: FailedSignIn): Promise<Event[]> {
  metrics().signIns.inc({ outcome: 'failed' })
  const { tenantId, organizationId, way, reason, by } = attempt
  if (organizationId === null) return []
  const isUser = 'userId' in by ? sql`u.id = ${by.userId}` : sql`u.email_folded = ${by.emailFolded}`
  const [member] = await tx.$queryRaw<{ id: string; name: string; email: string }[]>`
    SELECT u.id, u.name, u.email
    FROM users u
    JOIN members m ON m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = u.id
    WHERE u.tenant_id = ${tenantId} AND ${isUser}`
  return [
    {
      type: 'session.failed',
      organizationId,
      target: { kind: 'user', ...(member ?? { id: 'unknown' }) },
      details: { way, ...(reason === undefined ? {} : { reason }) },
    },
  ]
}
