import { sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'

export type Metadata = Readonly<Record<string, unknown>>

/** The user may see their `userMetadata`. */
export interface GivenMetadata {
  appMetadata?: Metadata | undefined
  userMetadata?: Metadata | undefined
}

/** Merges at the top level: null removes its key, and an empty object removes all keys. */
export async function mergeMetadata(
  tx: Tx,
  { tenantId, userId }: { tenantId: string; userId: string },
  { appMetadata, userMetadata }: GivenMetadata,
): Promise<boolean> {
  const app = merged(sql`app_metadata`, appMetadata)
  const user = merged(sql`user_metadata`, userMetadata)
  const count = await tx.$executeRaw(sql`
    UPDATE users SET app_metadata = ${app}, user_metadata = ${user}, updated_at = now()
    WHERE tenant_id = ${tenantId} AND id = ${userId}
      AND (app_metadata IS DISTINCT FROM ${app} OR user_metadata IS DISTINCT FROM ${user})`)
  return count > 0
}

function merged(column: Sql, given: Metadata | undefined): Sql {
  if (given === undefined) return column
  const keys = Object.keys(given)
  if (keys.length === 0) return sql`'{}'::jsonb`
  const gone = keys.filter((key) => given[key] === null)
  return sql`(${column} || ${JSON.stringify(given)}::jsonb) - ${gone}::text[]`
}
