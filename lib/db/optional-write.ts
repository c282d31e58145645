import { DomainError } from '../errors'
import { withRequestState } from '../request-state'
import { isUnwritable, refusedToo } from './database-error'

/** Skipped while the database takes no writes: the request can do without it. */
export async function writeIfPossible(write: () => Promise<unknown>): Promise<void> {
  try {
    // In a state of its own, so that a skipped write does not refuse the request.
    await withRequestState(write)
  } catch (error) {
    if (error instanceof DomainError && isUnwritable(error.cause)) return
    throw refusedToo(error)
  }
}
