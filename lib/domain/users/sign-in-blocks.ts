import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { unknownAddress } from './sign-in-limits'

/** By whose id, or by what address, whoever has it. */
export type Whose = { userId: string } | { emailFolded: string }

/** From where somebody tried in vain to sign in to this account in the last hour: no limit counts for longer. */
export async function triedFrom(tx: Tx, tenantId: string, emailFolded: string): Promise<string[]> {
  const tried = await tx.$queryRaw<{ ip: string }[]>`
    SELECT DISTINCT coalesce(p.ip, ${unknownAddress}) AS ip
    FROM audit_events e JOIN audit_people p ON p.tenant_id = ${tenantId} AND p.event_id = e.id
    WHERE e.tenant_id = ${tenantId} AND e.occurred_at > now() - interval '1 hour'
      AND e.type = 'session.refused' AND p.target_email = ${emailFolded}
    ORDER BY 1 LIMIT 1000`
  return tried.map(({ ip }) => ip)
}

interface AccountOf {
  userId: string | null
  email: string
  emailFolded: string
}

/** @throws DomainError not_found for the id of nobody */
export async function accountOf(tx: Tx, tenantId: string, whose: Whose): Promise<AccountOf> {
  const which = 'userId' in whose ? { id: whose.userId } : { emailFolded: whose.emailFolded }
  const user = await tx.user.findFirst({
    where: { tenantId, ...which },
    select: { id: true, email: true, emailFolded: true },
  })
  if (user) return { userId: user.id, email: user.email, emailFolded: user.emailFolded }
  if ('userId' in whose) throw notFound()
  return { userId: null, email: whose.emailFolded, emailFolded: whose.emailFolded }
}
