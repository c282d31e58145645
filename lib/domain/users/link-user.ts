import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { onUniqueViolation } from '@/lib/db/request-context'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { DomainError, notFound } from '@/lib/errors'
import { keepingOwners, organizationsOfUser } from '../members/keep-owners'
import { deleteUserRow } from './delete-user'
import { lockUsers } from './lock-users'
import { isOfProvider, readUser, subjectOutside, type UserIdentity } from './read-user'

export interface LinkedIdentity {
  provider: string
  subject: string
  /** Tells apart connections that share a strategy; the subject may then be the provider’s own. */
  connectionId?: string | undefined
}

/**
 * The provider identities move; the other user is deleted with memberships, roles and metadata.
 * Refuses an identity that is linked already: its user must not be deleted for one that was only added to them.
 * @throws DomainError not_found; last_owner, unless the caller may remove it; conflict for a linked identity, or a second one of the same connection
 */
export async function linkUser(
  access: TenantAccess<'update:users'>,
  { userId, ...linked }: LinkedIdentity & { userId: string },
): Promise<UserIdentity[]> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { otherId, isLinked } = await getUserOfIdentity(tx, tenantId, linked)
    const both = await lockUsers(tx, tenantId, [userId, otherId])
    if (isLinked || otherId === userId) throw alreadyLinked()
    const connections = await moveIdentities(tx, { tenantId, from: otherId, to: userId })
    const owning = { access, among: organizationsOfUser(tenantId, otherId) }
    const deleted = await keepingOwners(tx, owning, () => deleteUserRow(tx, tenantId, otherId))
    const [user] = both.filter(({ id }) => id === userId)
    return {
      result: (await readUser(tx, tenantId, userId)).identities,
      events: [
        {
          type: 'identity.linked',
          target: { kind: 'user', ...user, id: userId },
          details: { connections, from: otherId },
        },
        ...deleted,
      ],
    }
  }).catch(onUniqueViolation(sameConnection))
}

async function getUserOfIdentity(
  tx: Tx,
  tenantId: string,
  { provider, subject, connectionId }: LinkedIdentity,
): Promise<{ otherId: string; isLinked: boolean }> {
  const input = connectionId ?? null
  const [found] = await tx.$queryRaw<{ otherId: string; isLinked: boolean }[]>(sql`
    SELECT i.user_id AS "otherId", i.is_linked AS "isLinked" FROM identities i
    JOIN connections c ON c.tenant_id = i.tenant_id AND c.id = i.connection_id
    WHERE i.tenant_id = ${tenantId} AND ${isOfProvider(provider)}
      AND (${subjectOutside} = ${subject} OR (c.id = ${input} AND i.subject = ${subject}))
      AND c.id = coalesce(${input}, c.id)`)
  if (!found) throw notFound()
  return found
}

async function moveIdentities(
  tx: Tx,
  { tenantId, from, to }: { tenantId: string; from: string; to: string },
): Promise<string[]> {
  const moved = await tx.$queryRaw<{ connectionId: string }[]>`
    UPDATE identities i SET user_id = ${to}, is_linked = true FROM connections c
    WHERE i.tenant_id = ${tenantId} AND i.user_id = ${from}
      AND c.tenant_id = i.tenant_id AND c.id = i.connection_id AND c.strategy <> 'password'
    RETURNING c.id AS "connectionId"`
  if (moved.length === 0) throw notFound()
  return moved.map(({ connectionId }) => connectionId)
}

function alreadyLinked(): DomainError {
  return new DomainError('conflict', 'The identity is already linked to a user. Unlink it there first.')
}

function sameConnection(): DomainError {
  return new DomainError(
    'conflict',
    'The user already has an identity of the same connection. Unlink that one first.',
  )
}
