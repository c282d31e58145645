import { DomainError, isUnavailable } from './errors'
import { noteRefused } from './request-state'

/** In seconds. */
const retryAfter = 5

/**
 * Foyer cannot do this now. The answer to the request under way becomes a 503, whatever catches the error.
 * @param given.isOutcomeUnknown whether the change may have been committed all the same
 */
export function unavailable(given: { isOutcomeUnknown?: boolean; cause?: unknown } = {}): DomainError {
  noteRefused({ status: 503, retryAfter })
  return new DomainError('unavailable', 'Foyer is busy right now. Try again in a moment.', {
    ...given,
    retryAfter,
  })
}

/** The error of work that ran outside the request under way, for this request: where Foyer could not serve, it is refused too. */
export function refusedToo(error: unknown): unknown {
  return isUnavailable(error) ? unavailable({ cause: error }) : error
}
