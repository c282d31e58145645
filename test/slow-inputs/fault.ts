import type { Reading } from './probed-server'
import type { Answer } from './send'

/** For how long a request may hold the event loop, in milliseconds. */
export const goal = 200
/** After this long without an answer, something else than the event loop is held. */
const longestAnswer = 10_000

/** What came of requests that were sent together. */
export interface Attempt {
  answers: Answer[]
  /** Null if the server did not answer any more. */
  reading: Reading | null
}

export function isSuspicious(attempt: Attempt): boolean {
  return attempt.reading === null || faultOf(attempt) !== null
}

/** What is wrong, with its figure; null where nothing is. */
export function faultOf({ answers, reading }: Attempt): string | null {
  if (reading !== null && holdsLoop(reading))
    return `held the event loop for ${Math.round(reading.delay)} ms, of them ${Math.round(reading.cpu)} ms of CPU`
  const failed = answers.find(isFailure)
  if (failed) return `answered ${failed.status}`
  const late = answers.find(isLate)
  return late ? `was answered after ${Math.round(late.milliseconds)} ms` : null
}

/** Saying that it is busy, and when to come again, is what a server may do. */
export function isFailure({ status, headers }: Answer): boolean {
  if (status === 503 && headers['retry-after'] !== undefined) return false
  return status !== null && status >= 500
}

/** The thread itself must have worked for so long: where other processes want the cores, the delay alone says little. */
function holdsLoop({ delay, cpu }: Reading): boolean {
  return delay > goal && cpu > goal
}

function isLate({ milliseconds }: Answer): boolean {
  return milliseconds > longestAnswer
}
