import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { change, unchanged } from '@/lib/db/transaction'
import { lockUser } from './lock-users'
import { readUser, type User } from './read-user'

/** @throws DomainError not_found */
export function changeAppMetadata(
  access: TenantAccess<'update:users_app_metadata'>,
  { userId, appMetadata }: { userId: string; appMetadata: Metadata },
): Promise<User> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      const { name, email } = await lockUser(tx, tenantId, userId)
      const hasMerged = await mergeMetadata(tx, { tenantId, userId }, { appMetadata })
      const user = await readUser(tx, tenantId, userId)
      if (!hasMerged) return unchanged(user)
      const target = { kind: 'user', id: userId, name, email }
      return { result: user, events: [{ type: 'user.changed', target, details: { changed: ['metadata'] } }] }
    },
    { users: [userId] },
  )
}

type Metadata = Readonly<Record<string, unknown>>

/** The user may see their `userMetadata`. */
export interface MetadataInput {
  appMetadata?: Metadata | undefined
  userMetadata?: Metadata | undefined
  /** Replaces all metadata instead of being merged into it. */
  replacesMetadata?: true | undefined
}

/** Merges at the top level: null removes its key, and an empty object removes all keys. */
export async function mergeMetadata(
  tx: Tx,
  { tenantId, userId }: { tenantId: string; userId: string },
  { appMetadata, userMetadata, replacesMetadata }: MetadataInput,
): Promise<boolean> {
  const written = replacesMetadata ? replaced : merged
  const app = written(sql`app_metadata`, appMetadata)
  const user = written(sql`user_metadata`, userMetadata)
  const count = await tx.$executeRaw(sql`
    UPDATE users SET app_metadata = ${app}, user_metadata = ${user}, updated_at = now()
    WHERE tenant_id = ${tenantId} AND id = ${userId}
      AND (app_metadata IS DISTINCT FROM ${app} OR user_metadata IS DISTINCT FROM ${user})`)
  return count > 0
}

function replaced(column: Sql, given: Metadata | undefined): Sql {
  return given === undefined ? column : sql`${JSON.stringify(given)}::jsonb`
}

function merged(column: Sql, given: Metadata | undefined): Sql {
  if (given === undefined) return column
  const keys = Object.keys(given)
  if (keys.length === 0) return sql`'{}'::jsonb`
  const removed = keys.filter((key) => given[key] === null)
  return sql`(${column} || ${JSON.stringify(given)}::jsonb) - ${removed}::text[]`
}
