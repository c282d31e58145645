import { afterAll, afterEach, beforeAll, beforeEach, expect, type RunnerTestSuite } from 'vitest'
import { operationIn, statusesIn } from './documented-statuses'
import { seenStatuses } from './seen-statuses'

/** The process keeps the tenants for seconds, and the file before may have run in it: lib/web/tenant.ts. */
beforeAll(() => {
  Reflect.deleteProperty(globalThis, 'foyerTenants')
})
beforeEach(() => seenStatuses.clear())

/** A process gives so few texts a name that PostgreSQL plans once, that many files would have none: lib/db/statement-names.ts. */
const filesOfConnections = 12
const globals = globalThis as typeof globalThis & { foyerConnections?: unknown; filesRun?: number }

afterAll(async () => {
  globals.filesRun = (globals.filesRun ?? 0) + 1
  if (globals.foyerConnections === undefined || globals.filesRun % filesOfConnections > 0) return
  const { disconnect } = await import('@/lib/db/prisma')
  await disconnect()
})

/** A test named `404: …` in a block named `GET /roles/{id}` must have received that status from that operation. */
afterEach(({ task }) => {
  const operation = operationIn(blocksAround(task.suite))
  if (operation === undefined || task.result?.state === 'fail') return
  for (const status of statusesIn(task.name)) expect(seenStatuses).toContain(`${operation}: ${status}`)
})

function blocksAround(suite: RunnerTestSuite | undefined): string[] {
  return suite ? [...blocksAround(suite.suite), suite.name] : []
}
