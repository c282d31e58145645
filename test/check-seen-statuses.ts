import { afterEach, beforeAll, beforeEach, expect, type RunnerTestSuite } from 'vitest'
import { operationIn, statusesIn } from './documented-statuses'
import { seenStatuses } from './seen-statuses'

/** The process keeps the tenants for seconds, and the file before may have run in it: lib/web/tenant.ts. */
beforeAll(() => {
  Reflect.deleteProperty(globalThis, 'foyerTenants')
})
beforeEach(() => seenStatuses.clear())

/** A test named `404: …` in a block named `GET /roles/{id}` must have received that status from that operation. */
afterEach(({ task }) => {
  const operation = operationIn(blocksAround(task.suite))
  if (operation === undefined || task.result?.state === 'fail') return
  for (const status of statusesIn(task.name)) expect(seenStatuses).toContain(`${operation}: ${status}`)
})

function blocksAround(suite: RunnerTestSuite | undefined): string[] {
  return suite ? [...blocksAround(suite.suite), suite.name] : []
}
