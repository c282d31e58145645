import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { explained, type ExplainedApi } from '../roles/explained'

export interface Account {
  name: string
  email: string
  hasPassword: boolean
  /** The user’s permissions outside of organizations, and where they come from. */
  held: ExplainedApi[]
}

/** What the account page shows to its user. */
export function getAccount(access: SelfAccess): Promise<Account> {
  const { tenantId, userId } = access
  return read(access, async (tx) => {
    const [user] = await tx.$queryRaw<Omit<Account, 'held'>[]>`
      SELECT u.name, u.email, EXISTS (
        SELECT FROM identities i
        WHERE i.tenant_id = ${tenantId} AND i.user_id = u.id AND i.password_hash IS NOT NULL) AS "hasPassword"
      FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${userId}`
    if (!user) throw notFound()
    return { ...user, held: await explained(tx, { tenantId, userId, organizationId: null }) }
  })
}
