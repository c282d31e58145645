import { DomainError } from './errors.ts'
import { noteRefused } from './request-state.ts'

/** In seconds. */
const retryAfter = 5
const busy = 'The service is busy right now. Try again in a moment.'
const outcomeUnknown =
  'The service did not confirm the change in time. It may have been made: look before you try again.'

/** The request gets 503 even if a library catches the error. `isOutcomeUnknown`: it may be committed. */
export function unavailable(given: { isOutcomeUnknown?: boolean; cause?: unknown } = {}): DomainError {
  noteRefused({ status: 503, retryAfter })
  return new DomainError('unavailable', given.isOutcomeUnknown ? outcomeUnknown : busy, {
    ...given,
    retryAfter,
  })
}
