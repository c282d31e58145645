import { afterEach, beforeEach, expect, type RunnerTestSuite } from 'vitest'
import { operationIn, statusesIn } from './promise'

const seen = new Set<string>()

export function noteAnswer(operation: string, status: number): void {
  seen.add(`${operation}: ${status}`)
}

beforeEach(() => seen.clear())

/** A test named `404: …` in a block named `GET /roles/{id}` has seen that answer of that operation. */
afterEach(({ task }) => {
  const operation = operationIn(blocksAround(task.suite))
  if (operation === undefined || task.result?.state === 'fail') return
  for (const status of statusesIn(task.name)) expect(seen).toContain(`${operation}: ${status}`)
})

function blocksAround(suite: RunnerTestSuite | undefined): string[] {
  return suite ? [...blocksAround(suite.suite), suite.name] : []
}
