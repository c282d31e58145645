import type { SelfAccess } from '@/lib/access'
import { change, read, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { explained, type ExplainedApi } from '../roles/explain-permissions'

export interface Account {
  name: string
  email: string
  picture: string | null
  hasPassword: boolean
  permissions: ExplainedApi[]
}

export function getAccount(access: SelfAccess): Promise<Account> {
  const { tenantId, userId } = access
  return read(access, async (tx) => {
    const [user] = await tx.$queryRaw<Omit<Account, 'permissions'>[]>`
      SELECT u.name, u.email, u.picture, EXISTS (
        SELECT FROM identities i
        WHERE i.tenant_id = ${tenantId} AND i.user_id = u.id AND i.password_hash IS NOT NULL) AS "hasPassword"
      FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${userId}`
    if (!user) throw notFound()
    return { ...user, permissions: await explained(tx, { tenantId, userId, organizationId: null }) }
  })
}

export async function renameUser(access: SelfAccess, name: string): Promise<void> {
  const { tenantId, userId: id } = access
  await change(access, async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { tenantId, id, name: { not: name } },
      data: { name },
    })
    if (count === 0) return unchanged(undefined)
    return { result: undefined, events: [{ type: 'user.renamed', target: { kind: 'user', id, name } }] }
  })
}
