import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { RequestState } from '@/lib/request-state'
import type { IncomingRequest } from './incoming-request'
import { fixedHeaders, nothingLoads } from './fixed-headers'
import { isPageForm } from './form-limits'
import { busyHtml, faultWithoutScript } from '@/lib/web/plain-page'
import { invalidToken, jsonType, problemText, type Problem } from './auth0/problem'
import { plainProblemText } from './my-organization/problem'

/** Written without Next. */
export interface Refusal {
  status: number
  headers: Record<string, string>
  body: string
}

const problems = {
  badAddress: { status: 400, message: 'Bad request', errorCode: 'invalid_uri' },
  badBody: { status: 400, message: 'Bad request', errorCode: 'invalid_body' },
  foreignForm: {
    status: 403,
    message: 'This form was sent from another site, so it was rejected.',
    errorCode: 'foreign_origin',
  },
  notSetUp: {
    status: 303,
    message: 'Foyer is not set up yet.',
    errorCode: 'not_set_up',
    headers: { location: '/setup' },
  },
  nothingThere: { status: 404, message: 'Not Found' },
  unknownMethod: { status: 405, message: 'That is not done here.', errorCode: 'method_not_allowed' },
  tooSlow: {
    status: 408,
    message: 'The body took too long to arrive.',
    errorCode: 'request_timeout',
    headers: { connection: 'close' },
  },
  signInToUpload: { status: 401, message: 'Sign in before you upload a picture.', errorCode: 'unauthorized' },
  tokenToInvite: { status: 401, message: 'Invalid token.', headers: invalidToken().headers },
  tooLarge: { status: 413, message: 'That is too large.', errorCode: 'payload_too_large' },
  tooManyCookies: {
    status: 431,
    message: 'There are too many cookies.',
    errorCode: 'request_header_fields_too_large',
  },
  unknownHost: { status: 421, message: 'There is nothing at this address.', errorCode: 'unknown_host' },
  failed: { status: 500, message: 'Something went wrong here.', errorCode: 'internal_error' },
  notNow: {
    status: 503,
    message: 'The service cannot answer right now.',
    errorCode: 'unavailable',
    headers: { 'retry-after': '5' },
  },
} as const satisfies Record<string, Problem>

type Asked = Pick<IncomingRequest, 'url'> & Partial<Pick<IncomingRequest, 'headers'>>

/** In the Management API’s form, OAuth’s or plain text; browsers get a page if Foyer is busy. */
export function refusal(requested: Asked, reason: keyof typeof problems): Refusal {
  const { notNow } = problems
  return reason === 'notNow' && wantsPage(requested)
    ? busyPage(notNow)
    : shortRefusal(requested, problems[reason])
}

function busyPage(problem: Problem): Refusal {
  const nonce = randomUUID()
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`
  const page = answer('text/html; charset=utf-8', busyHtml(nonce), problem)
  return { ...page, headers: { ...page.headers, 'content-security-policy': policy } }
}

function shortRefusal({ url }: Asked, problem: Problem): Refusal {
  if (isOfManagementApi(url)) return answer(jsonType, problemText(problem), problem)
  if (isOfScim(url)) return answer(scimType, scimErrorText(problem), problem)
  if (isOfMyOrganization(url)) return answer(jsonType, plainProblemText(problem), problem)
  if (isOfOAuth(url)) return answer(jsonType, oauthErrorText(problem), problem)
  return answer('text/plain; charset=utf-8', `${problem.message}\n`, problem)
}

const oauthErrors: Readonly<Record<number, string>> = { 500: 'server_error', 503: 'temporarily_unavailable' }

/** RFC 6749, section 5.2. */
function oauthErrorText({ status, message }: Problem): string {
  const error = oauthErrors[status] ?? 'invalid_request'
  return JSON.stringify({ error, error_description: message })
}

function answer(type: string, body: string, { status, headers }: Problem): Refusal {
  const ofBody = { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) }
  const fixed = { ...fixedHeaders, ...nothingLoads, 'cache-control': 'no-store' }
  return { status, headers: { ...fixed, ...ofBody, ...headers }, body }
}

type Outcome = Pick<RequestState, 'actionStarted' | 'refused'>

/** Replaces Next’s own answer with this status; null keeps it. */
export function correction(incoming: IncomingRequest, status: number, state: Outcome): Refusal | null {
  return status === 500 ? correctionOfFailure(incoming, state) : null
}

function correctionOfFailure(incoming: IncomingRequest, { actionStarted, refused }: Outcome): Refusal | null {
  // Next’s error page is empty without JavaScript.
  if (refused) return wantsPage(incoming) ? busyPage(asProblem(refused)) : null
  // React could not decode the body: no action has started, so the request is at fault.
  return isPageForm(incoming) && !actionStarted ? refusal(incoming, 'badBody') : null
}

/** What is added to Next’s page of an error for browsers without JavaScript; null for other answers. */
export function addition(
  incoming: IncomingRequest,
  status: number,
  response: Pick<ServerResponse, 'getHeader'>,
): string | null {
  const isPage = wantsPage(incoming) && String(response.getHeader('content-type')).startsWith('text/html')
  if (status !== 500 || !isPage || incoming.method === 'HEAD') return null
  const policy = String(response.getHeader('content-security-policy'))
  return faultWithoutScript(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '')
}

function asProblem({ status, retryAfter }: NonNullable<Outcome['refused']>): Problem {
  return { ...problems.notNow, status, headers: { 'retry-after': String(retryAfter) } }
}

/** Not what a page’s scripts request (RSC): Next answers those. */
function wantsPage({ url, headers = {} }: Asked): boolean {
  const isOfScript = headers['rsc'] !== undefined || headers['next-action'] !== undefined
  return (
    !isOfScript &&
    !isOfManagementApi(url) &&
    !isOfScim(url) &&
    !isOfMyOrganization(url) &&
    (headers['accept'] ?? '').includes('text/html')
  )
}

function isOfOAuth(url: string): boolean {
  return /^\/(oauth\/(token|introspect|revoke)|userinfo)([/?#]|$)/.test(url)
}

function isOfManagementApi(url: string): boolean {
  return /^\/api\/v2([/?#]|$)/.test(url)
}

function isOfScim(url: string): boolean {
  return /^\/scim([/?#]|$)/.test(url)
}

const scimType = 'application/scim+json; charset=utf-8'

/** RFC 7644, section 3.12. */
function scimErrorText({ status, message }: Problem): string {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error']
  return JSON.stringify({ schemas, status: String(status), detail: message })
}

function isOfMyOrganization(url: string): boolean {
  return /^\/my-org([/?#]|$)/.test(url)
}
