import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { unknownAddress } from './sign-in-limits'

/** By whose id, or by what address, whoever has it. */
export type Whose = { userId: string } | { emailFolded: string }

export interface TriedAccount {
  userId: string | null
  email: string
  emailFolded: string
  /** From where somebody tried in vain to sign in to it in the last hour: no limit counts for longer. */
  tried: string[]
}

/** @throws DomainError not_found for the id of nobody */
export async function readTriedAccount(tx: Tx, tenantId: string, whose: Whose): Promise<TriedAccount> {
  const [account] = await tx.$queryRaw<TriedAccount[]>(sql`
    SELECT account.*, ARRAY(
      SELECT DISTINCT coalesce(p.ip, ${unknownAddress})
      FROM audit_events e JOIN audit_people p ON p.tenant_id = ${tenantId} AND p.event_id = e.id
      WHERE e.tenant_id = ${tenantId} AND e.occurred_at > now() - interval '1 hour'
        AND e.type = 'session.refused' AND p.target_email = account."emailFolded"
      ORDER BY 1 LIMIT 1000) AS tried
    FROM (${accountOf(tenantId, whose)}) account`)
  if (!account) throw notFound()
  return account
}

/** An address is an account’s even where nobody has it. */
function accountOf(tenantId: string, whose: Whose): Sql {
  if ('userId' in whose)
    return sql`
      SELECT u.id AS "userId", u.email, u.email_folded AS "emailFolded"
      FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${whose.userId}`
  return sql`
    SELECT u.id AS "userId", coalesce(u.email, given.address) AS email, given.address AS "emailFolded"
    FROM (SELECT ${whose.emailFolded}::text AS address) given
    LEFT JOIN users u ON u.tenant_id = ${tenantId} AND u.email_folded = given.address`
}
