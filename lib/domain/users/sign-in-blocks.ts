import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { change, read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { resetCodeAttempts } from '../authenticators/second-factor-limits'
import { resetAttempts, findExhaustedLimits, unknownAddress } from './sign-in-limits'

type BlockedBy = { userId: string } | { emailFolded: string }

interface TriedAccount {
  userId: string | null
  email: string
  emailFolded: string
  /** IP addresses of failed sign-ins in the last hour: no limit counts for longer. */
  tried: string[]
}

async function readTriedAccount(tx: Tx, tenantId: string, whose: BlockedBy): Promise<TriedAccount> {
  const [account] = await tx.$queryRaw<TriedAccount[]>(sql`
    SELECT account.*, ARRAY(
      SELECT DISTINCT coalesce(p.ip, ${unknownAddress})
      FROM audit_people p JOIN audit_events e ON e.tenant_id = p.tenant_id AND e.id = p.event_id
      WHERE p.tenant_id = ${tenantId} AND p.target_email_folded = account."emailFolded"
        AND p.occurred_at > now() - interval '1 hour' AND e.type = 'session.refused'
      ORDER BY 1 LIMIT 1000) AS tried
    FROM (${accountOf(tenantId, whose)}) account`)
  if (!account) throw notFound()
  return account
}

function accountOf(tenantId: string, whose: BlockedBy): Sql {
  if ('userId' in whose)
    return sql`
      SELECT u.id AS "userId", u.email, u.email_folded AS "emailFolded"
      FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${whose.userId}`
  return sql`
    SELECT u.id AS "userId", coalesce(u.email, given.address) AS email, given.address AS "emailFolded"
    FROM (SELECT ${whose.emailFolded}::text AS address) given
    LEFT JOIN users u ON u.tenant_id = ${tenantId} AND u.email_folded = given.address`
}

export interface SignInBlock {
  email: string
  /** Null for everywhere. */
  ip: string | null
}

/** @throws DomainError not_found for an unknown user id, but not for an unknown address */
export async function listSignInBlocks(
  access: TenantAccess<'read:users'>,
  whose: BlockedBy,
): Promise<SignInBlock[]> {
  const { tenantId } = access
  const { email, emailFolded, tried } = await read(access, (tx) => readTriedAccount(tx, tenantId, whose))
  const exhausted = await findExhaustedLimits({ tenantId, emailFolded }, tried)
  return exhausted.map((ip) => ({ email, ip }))
}

/**
 * Attempts from a known device still count, for 15 minutes.
 * @throws DomainError not_found for an unknown user id, but not for an unknown address
 */
export function unblockSignIn(access: TenantAccess<'update:users'>, whose: BlockedBy): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { userId, email, emailFolded, tried } = await readTriedAccount(tx, tenantId, whose)
    await resetAttempts({ tenantId, emailFolded }, tried)
    if (userId !== null) await resetCodeAttempts({ tenantId, userId })
    const target = { kind: 'user', id: userId ?? 'unknown', email }
    return { result: undefined, events: [{ type: 'user.sign_in_blocks_lifted', target }] }
  })
}
