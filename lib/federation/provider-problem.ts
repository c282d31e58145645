import { ClientError } from 'openid-client'
import type { FailureReason } from '@/lib/domain/connections/connection-failures'

export class ProviderProblem extends Error {
  constructor(
    readonly reason: FailureReason,
    cause?: unknown,
  ) {
    super(`A sign-in by a provider failed: ${reason}`, { cause })
    this.name = 'ProviderProblem'
  }

  /** What the provider gave as its reason, for the person who set it up. */
  get said(): string | null {
    const { cause } = this
    if (!(cause instanceof Error) || !('error' in cause)) return null
    const description = 'error_description' in cause ? cause.error_description : undefined
    const texts = [cause.error, description].filter((text) => typeof text === 'string')
    return texts.length === 0
      ? null
      : texts
          .join(': ')
          .replaceAll(/[^\x20-\x7e]/g, ' ')
          .slice(0, 300)
  }
}

/** What a SAML provider gave as its reason: a cause that `said` shows. */
export class SamlRefusal extends Error {
  constructor(readonly error: string) {
    super(error)
    this.name = 'SamlRefusal'
  }
}

/** Null for an unexpected error. */
export function problemOf(error: unknown): ProviderProblem | null {
  if (error instanceof ProviderProblem) return error
  if (!(error instanceof Error)) return null
  if (error.cause instanceof ProviderProblem) return error.cause
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const reason =
    reportedReason(error, code) ?? reasonByMessage(error, code) ?? reasons[code] ?? defaultReason(error)
  return reason === undefined ? null : new ProviderProblem(reason, error)
}

const reasons: Record<string, FailureReason | undefined> = {
  OAUTH_TIMEOUT: 'unreachable',
  OAUTH_ABORT: 'unreachable',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'unreachable',
  OAUTH_RESPONSE_IS_NOT_JSON: 'wrong_answer',
  OAUTH_PARSE_ERROR: 'wrong_answer',
  OAUTH_INVALID_RESPONSE: 'wrong_answer',
  OAUTH_MISSING_SERVER_METADATA: 'wrong_answer',
  OAUTH_INVALID_SERVER_METADATA: 'wrong_answer',
  OAUTH_WWW_AUTHENTICATE_CHALLENGE: 'client_refused',
  OAUTH_HTTP_REQUEST_FORBIDDEN: 'not_public',
  OAUTH_REQUEST_PROTOCOL_FORBIDDEN: 'not_public',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'wrong_answer',
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'wrong_token',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'wrong_token',
  OAUTH_KEY_SELECTION_FAILED: 'wrong_token',
  OAUTH_UNSUPPORTED_OPERATION: 'wrong_token',
}

/** Errors that the library distinguishes only by their message. */
function reasonByMessage(error: Error, code: string): FailureReason | undefined {
  if (!code.startsWith('OAUTH_')) return undefined
  const text = `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
  if (/metadata issuer|"iss"/.test(text)) return 'wrong_issuer'
  return text.includes('signature') ? 'wrong_token' : undefined
}

function defaultReason(error: Error): FailureReason | undefined {
  return error instanceof ClientError ? 'wrong_answer' : undefined
}

const clientErrors = new Set(['invalid_client', 'unauthorized_client', 'redirect_uri_mismatch'])
const cancellations = new Set(['access_denied', 'login_required', 'interaction_required', 'consent_required'])

/** The provider itself reported the error. */
function reportedReason(error: Error, code: string): FailureReason | undefined {
  if (code !== 'OAUTH_AUTHORIZATION_RESPONSE_ERROR' && code !== 'OAUTH_RESPONSE_BODY_ERROR') return undefined
  const said = 'error' in error && typeof error.error === 'string' ? error.error : ''
  if (clientErrors.has(said)) return 'client_refused'
  return cancellations.has(said) ? 'cancelled' : 'refused_there'
}
