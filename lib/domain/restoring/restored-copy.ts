import { bookkeeping, bypassRowSecurity, change, read } from '@/lib/db/transaction'

const ofAllTenants = bypassRowSecurity('a process finds out whether its database is a restored copy', '')

/**
 * Whether the database came out of pg_restore and nothing has run `npm run restored` since. False on a standby, and on what
 * was restored file by file.
 */
export function isRestoredCopy(): Promise<boolean> {
  return read(ofAllTenants, async (tx) => {
    const [{ isSame }] = await tx.$queryRaw<[{ isSame: boolean }]>`
      SELECT EXISTS (
        SELECT FROM foyer.database_identity i WHERE i.identity = foyer.current_database_identity()) AS "isSame"`
    return !isSame
  })
}

/** @throws Error with one line that says what to do */
export async function assertNotRestoredCopy(): Promise<void> {
  if (!(await isRestoredCopy())) return
  throw new Error(
    'This database was restored from a dump, in which links and sessions work that were used or ended after it. End them ' +
      'before Foyer serves: npm run restored (in the built folder, node bin/restored.mjs).',
  )
}

/** From now on this database is no copy. */
export function recordDatabaseIdentity(): Promise<void> {
  return change(ofAllTenants, async (tx) => {
    await tx.$executeRaw`
      INSERT INTO foyer.database_identity (identity) VALUES (foyer.current_database_identity())
      ON CONFLICT (is_only) DO UPDATE SET identity = excluded.identity`
    return bookkeeping(undefined)
  })
}
