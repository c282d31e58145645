import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { DomainError, notFound } from '@/lib/errors'
import { hasAnotherSignInMethod } from './queries'
import { lockUser } from './lock-users'
import { isOfProvider, readUser, subjectOutside, type UserIdentity } from './read-user'

interface IdentityInput {
  userId: string
  provider: string
  subject: string
}

/**
 * Also ends the sessions and sign-ins to applications that came from it.
 * @throws DomainError not_found; invalid if it is the user’s only way to sign in
 */
export function unlinkIdentity(
  access: TenantAccess<'update:users'>,
  { userId, provider, subject }: IdentityInput,
): Promise<UserIdentity[]> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      const { name, email } = await lockUser(tx, tenantId, userId)
      const [removed] = await tx.$queryRaw<{ connectionId: string }[]>(sql`
        DELETE FROM identities i USING connections c
        WHERE i.tenant_id = ${tenantId} AND i.user_id = ${userId} AND c.tenant_id = ${tenantId}
          AND c.id = i.connection_id AND ${isOfProvider(provider)} AND ${subjectOutside} = ${subject}
        RETURNING c.id AS "connectionId"`)
      if (!removed) throw notFound()
      if (!(await hasAnotherSignInMethod(tx, { tenantId, userId })))
        throw new DomainError('invalid', 'This is the user’s only way to sign in.')
      const { connectionId } = removed
      const of = { tenantId, userId, connectionId }
      const now = new Date()
      const sessions = await tx.session.updateMany({
        where: { ...of, endedAt: null },
        data: { endedAt: now },
      })
      await tx.authorization.updateMany({ where: { ...of, revokedAt: null }, data: { revokedAt: now } })
      const target = { kind: 'user', id: userId, name, email }
      const details = { connectionId, sessionsEnded: sessions.count }
      return {
        result: (await readUser(tx, tenantId, userId)).identities,
        events: [{ type: 'identity.unlinked', target, details }],
      }
    },
    { users: [userId] },
  )
}
