import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { prisma, disconnect } from '@/lib/db/prisma'
import { stopQueue } from '@/lib/db/queue'
import { waitForDatabase } from '@/lib/db/wait-for-database'
import { prepareRestoredCopy } from '@/lib/domain/restoring/prepare-restored-copy'
import { env } from '@/lib/env'

const usage = `npm run restored [-- --nothing-happened]

Ends what was open in a database that was restored from a dump, so that no email is sent twice and no link or session works
that was used or ended after the dump. Processes refuse to serve the database before.

  --nothing-happened  every process was stopped before the dump was made: all goes on`

try {
  const { values } = parseArgs({ options: { 'nothing-happened': { type: 'boolean', default: false } } })
  await waitForDatabase({
    url: env().databaseUrl,
    variable: 'DATABASE_URL',
    prepare: () => Promise.resolve(),
  })
  await assertNothingServes()
  for (const { tenantId, ended } of await prepareRestoredCopy({
    nothingHappened: values['nothing-happened'],
  }))
    console.log(`${tenantId}: ${describe(ended)}`)
  console.log('Foyer can be started.')
} catch (error) {
  console.error(isUsageError(error) ? usage : error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await stopQueue()
  await disconnect()
}

/** Connections that have just been closed count for a moment. */
async function assertNothingServes(): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const others = await countOtherConnections()
    if (others === 0) return
    if (attempt === 10) {
      throw new Error(
        `Stop every process of Foyer first: the role of DATABASE_URL has ${others} other connections to this database. ` +
          'If they are a pooler’s, let DATABASE_URL lead to PostgreSQL itself, and pause the pooler.',
      )
    }
    await pause(300)
  }
}

async function countOtherConnections(): Promise<number> {
  const [{ others }] = await prisma().$queryRaw<[{ others: number }]>`
    SELECT count(*)::int AS others FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`
  return others
}

function describe(ended: Record<string, number>): string {
  const counts = Object.entries(ended).map(([name, count]) => `${count} ${name}`)
  return counts.length === 0 ? 'nothing was ended' : `ended ${counts.join(', ')}`
}

function isUsageError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
