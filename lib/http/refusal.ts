import type { RequestState } from '@/lib/request-state'
import type { Arrival } from './arrival'
import { fixedHeaders, nothingLoads } from './fixed-headers'
import { isPageForm } from './form-limits'

import { invalidToken, jsonType, problemText, type Problem } from './wire/problem'

/** An answer that Next has no part in, ready to be written. */
export interface Refusal {
  status: number
  headers: Record<string, string>
  body: string
}

const problems = {
  badAddress: { status: 400, message: 'Bad request', errorCode: 'invalid_uri' },
  badBody: { status: 400, message: 'Bad request', errorCode: 'invalid_body' },
  foreignForm: {
    ...{ status: 403, message: 'This form was sent from another site, so it was not accepted.' },
    errorCode: 'foreign_origin',
  },
  nothingThere: { status: 404, message: 'Not Found' },
  unknownMethod: { status: 405, message: 'That is not done here.', errorCode: 'method_not_allowed' },
  tooSlow: {
    ...{ status: 408, message: 'The body took too long to arrive.', errorCode: 'request_timeout' },
    headers: { connection: 'close' },
  },
  signInToUpload: { status: 401, message: 'Sign in before you upload a picture.', errorCode: 'unauthorized' },
  tokenToInvite: { status: 401, message: 'Invalid token.', headers: invalidToken().headers },
  tooLarge: { status: 413, message: 'That is too large.', errorCode: 'payload_too_large' },
  tooManyCookies: {
    ...{ status: 431, message: 'There are too many cookies.' },
    errorCode: 'request_header_fields_too_large',
  },
  unknownHost: { status: 421, message: 'There is no Foyer at this address.', errorCode: 'unknown_host' },
  notNow: {
    ...{ status: 503, message: 'Foyer cannot answer right now.', errorCode: 'unavailable' },
    headers: { 'retry-after': '5' },
  },
} as const satisfies Record<string, Problem>

/** In the Management API’s form to who calls that, in plain text to everybody else. */
export function refusal({ url }: { url: string }, reason: keyof typeof problems): Refusal {
  const problem: Problem = problems[reason]
  const [type, body] = isOfManagementApi(url)
    ? [jsonType, problemText(problem)]
    : ['text/plain; charset=utf-8', `${problem.message}\n`]
  const ofBody = { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) }
  const fixed = { ...fixedHeaders, ...nothingLoads, 'cache-control': 'no-store' }
  return { status: problem.status, headers: { ...fixed, ...ofBody, ...problem.headers }, body }
}

/** The answer to give in place of Next’s own answer with this status, or null. */
export function correction(arrival: Arrival, status: number, state: RequestState): Refusal | null {
  // Next’s empty answer where a route has no such method; the operations themselves never say 405.
  if (status === 405 && isOfManagementApi(arrival.url)) return refusal(arrival, 'nothingThere')
  // React could not decode the form or the arguments: no action has started, so the request is at fault.
  const isUndecoded = status === 500 && isPageForm(arrival) && !state.actionStarted && !state.refused
  return isUndecoded ? refusal(arrival, 'badBody') : null
}

function isOfManagementApi(url: string): boolean {
  return /^\/api\/v2([/?#]|$)/.test(url)
}
