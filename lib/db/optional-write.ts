import { DomainError } from '../errors'
import { withRequestState } from '../request-state'
import { refusedToo } from '../unavailable'
import { isUnwritable } from './database-error'

/** A write that the request under way can do without: left out while the database reads and does not write. */
export async function writeIfPossible(write: () => Promise<unknown>): Promise<void> {
  try {
    // In a state of its own, so that a write that is left out does not refuse the request.
    await withRequestState(write)
  } catch (error) {
    if (!(error instanceof DomainError && isUnwritable(error.cause))) throw refusedToo(error)
  }
}
