import { DomainError, isUnavailable } from './errors.ts'
import { noteRefused } from './request-state.ts'

/** In seconds. */
const retryAfter = 5

/**
 * Foyer cannot do this now. The current request is answered with 503, even if a library catches the error.
 * @param given.isOutcomeUnknown whether the change may have been committed
 */
export function unavailable(given: { isOutcomeUnknown?: boolean; cause?: unknown } = {}): DomainError {
  noteRefused({ status: 503, retryAfter })
  return new DomainError('unavailable', 'Foyer is busy right now. Try again in a moment.', {
    ...given,
    retryAfter,
  })
}

/** For the error of work that several requests share: if Foyer could not serve it, this request is refused too. */
export function refusedToo(error: unknown): unknown {
  return isUnavailable(error) ? unavailable({ cause: error }) : error
}
