/** Expected failures; any other error is a bug. `message` is shown to people, `field` names the input. */
export type ErrorCode =
  | 'not_found' // foreign and unknown alike
  | 'not_held' // the token names a permission that the caller no longer has
  | 'sign_in_again' // the session ended, or this organization asks for another way to sign in
  | 'other_network' // the organization can be used from certain networks only, and not from this address
  | 'invalid'
  | 'conflict'
  | 'last_owner'
  | 'no_email_sender' // nobody can send the email that was asked for
  | 'not_yours_to_give'
  | 'too_many'
  | 'unavailable' // Foyer or its database is overloaded or down
  | 'gone'

interface DomainErrorOptions {
  field?: string
  retryAfter?: number
  isOutcomeUnknown?: boolean
  cause?: unknown
}

// Next bundles this module more than once: what one copy throws, another catches.
const mark = Symbol.for('foyer.DomainError')

const digests: Partial<Record<ErrorCode, string>> = {
  unavailable: 'unavailable',
  too_many: 'too_many',
  not_found: 'NEXT_HTTP_ERROR_FALLBACK;404',
  sign_in_again: 'NEXT_REDIRECT;replace;/sign-in;307;',
  other_network: 'NEXT_REDIRECT;replace;/orgs;307;',
}

export class DomainError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  /** In seconds; only with `too_many` and `unavailable`. */
  readonly retryAfter: number | undefined
  /** The change may have been committed; only with `unavailable` and `conflict`. */
  readonly isOutcomeUnknown: boolean
  readonly [mark] = true
  /** Next’s digest: for `not_found`, `sign_in_again` and `other_network`, those of its notFound() and redirect(). */
  readonly digest: string | undefined

  constructor(code: ErrorCode, message: string, options: DomainErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'DomainError'
    this.code = code
    this.field = options.field
    this.retryAfter = options.retryAfter
    this.isOutcomeUnknown = options.isOutcomeUnknown ?? false
    this.digest = this.isOutcomeUnknown ? 'outcome_unknown' : digests[code]
  }

  /** For every copy’s errors; of a subclass only its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== DomainError) return Function.prototype[Symbol.hasInstance].call(this, value)
    return value instanceof Error && mark in value
  }
}

export function invalid(field: string, sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field })
}

export function notFound(): DomainError {
  return new DomainError('not_found', 'Not found, or you don’t have access.')
}

export function isNotFound(error: unknown): error is DomainError {
  return error instanceof DomainError && error.code === 'not_found'
}

export function notHeld(): DomainError {
  return new DomainError('not_held', 'This token’s permissions have changed. Request a new token.')
}

/** Of a machine: of a user, it is not_found. */
export function isNotHeld(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'not_held'
}

export function signInAgain(): DomainError {
  return new DomainError('sign_in_again', 'Sign in again to continue.')
}

export function otherNetwork(): DomainError {
  return new DomainError('other_network', 'This organization can be used only from certain networks.')
}

export function lastOwner(): DomainError {
  return new DomainError(
    'last_owner',
    'An organization needs at least one owner. Make someone else an owner first.',
  )
}

/** Says nothing about the caller, their input or their permissions. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'unavailable'
}
