import { afterEach, beforeEach, expect, type RunnerTestSuite } from 'vitest'
import { answersSeen } from './answers-seen'
import { operationIn, statusesIn } from './documented-statuses'

beforeEach(() => answersSeen.clear())

/** A test named `404: …` in a block named `GET /roles/{id}` has seen that answer of that operation. */
afterEach(({ task }) => {
  const operation = operationIn(blocksAround(task.suite))
  if (operation === undefined || task.result?.state === 'fail') return
  for (const status of statusesIn(task.name)) expect(answersSeen).toContain(`${operation}: ${status}`)
})

function blocksAround(suite: RunnerTestSuite | undefined): string[] {
  return suite ? [...blocksAround(suite.suite), suite.name] : []
}
