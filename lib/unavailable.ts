import { DomainError } from './errors.ts'
import { noteRefused } from './request-state.ts'

/** In seconds. */
const retryAfter = 5

/** The request gets 503 even if a library catches the error. `isOutcomeUnknown`: it may be committed. */
export function unavailable(given: { isOutcomeUnknown?: boolean; cause?: unknown } = {}): DomainError {
  noteRefused({ status: 503, retryAfter })
  return new DomainError('unavailable', 'The service is busy right now. Try again in a moment.', {
    ...given,
    retryAfter,
  })
}
