import type { SystemAccess } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import { bookkeeping, change, read } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { reseal, type SealedFor } from './seal'

interface SealedColumn {
  table: Sql
  column: Sql
  /** What identifies a row in its tenant; its id by default. */
  key?: Sql
  sealedFor: (key: string) => SealedFor
}

const batch = 500

/** With the present FOYER_SECRET, what the previous one sealed. A value that changes meanwhile stays. @returns how many */
export async function resealColumn(
  access: SystemAccess,
  { table, column, key = sql`id`, sealedFor }: SealedColumn,
): Promise<number> {
  if (env().previousSecret === undefined) return 0
  const { tenantId } = access
  const readAfter = (last: string) =>
    read(
      access,
      (tx) => tx.$queryRaw<{ key: string; sealed: string }[]>`
        SELECT ${key} AS key, ${column} AS sealed FROM ${table}
        WHERE tenant_id = ${tenantId} AND ${key} > ${last} AND ${column} IS NOT NULL
        ORDER BY ${key} LIMIT ${batch}`,
    )
  const replace = (of: string, before: string, after: string) =>
    change(access, async (tx) =>
      bookkeeping(
        await tx.$executeRaw`
          UPDATE ${table} SET ${column} = ${after}
          WHERE tenant_id = ${tenantId} AND ${key} = ${of} AND ${column} = ${before}`,
      ),
    )
  let resealed = 0
  for (let last: string | null = ''; last !== null;) {
    const rows = await readAfter(last)
    for (const { key: of, sealed } of rows) {
      const after = await reseal(sealed, sealedFor(of))
      if (after !== null) resealed += await replace(of, sealed, after)
    }
    last = rows.length < batch ? null : (rows.at(-1)?.key ?? null)
  }
  return resealed
}
