import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { MailState } from './email-status'

export interface LastTest {
  state: MailState
  lastProblem: string | null
  createdAt: Date
}

/** The newest test email since the sender was changed; null if there is none from the last 30 days. */
export function getLastTest(access: TenantAccess<'read:email_provider'>): Promise<LastTest | null> {
  return read(access, async (tx) => {
    const [row] = await tx.$queryRaw<LastTest[]>`
      SELECT state, last_problem AS "lastProblem", created_at AS "createdAt" FROM mails
      WHERE tenant_id = ${access.tenantId} AND template = 'sender_test'
        AND created_at >= coalesce(
          (SELECT changed_at FROM email_senders WHERE tenant_id = ${access.tenantId}), '-infinity')
      ORDER BY id DESC LIMIT 1`
    return row ?? null
  })
}
