import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { RequestState } from '@/lib/request-state'
import type { IncomingRequest } from './incoming-request'
import { fixedHeaders, nothingLoads, onlyByHttps } from './fixed-headers'
import { isPageForm } from './form-limits'
import { tooManySentence } from '@/lib/db/limits'
import { isServedByHttps } from '@/lib/web/tenant'
import { busyHtml, faultWithoutScript, notFoundHtml, rejectedHtml, tooManyHtml } from '@/lib/web/plain-page'
import { invalidToken, jsonType, problemText, type Problem } from './auth0/problem'
import { plainProblemText } from './my-organization/problem'
import { scimContentType, scimErrorText } from './scim/scim-error'

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

const htmlType = 'text/html; charset=utf-8'
const managementApi = /^\/api\/v2([/?#]|$)/
const scim = /^\/scim([/?#]|$)/
const myOrganizationApi = /^\/my-org([/?#]|$)/
const oauth = /^\/(oauth\/(token|introspect|revoke)|userinfo)([/?#]|$)/

type RefusedRequest = Pick<IncomingRequest, 'url'> & Partial<Pick<IncomingRequest, 'headers'>>

const pages: Partial<Record<keyof typeof problems, typeof busyHtml>> = {
  notNow: busyHtml,
  nothingThere: notFoundHtml,
}

/** In the Management API’s form, OAuth’s or plain text; browsers get a page for what people meet. */
export function refusal(request: RefusedRequest, reason: keyof typeof problems): Refusal {
  const html = pages[reason]
  const written =
    html && wantsPage(request) ? page(html, problems[reason]) : shortRefusal(request, problems[reason])
  return askingForHttps(request, written)
}

/** For a network that has reached a limit. `retryAfter` in seconds. */
export function refusalOfNetwork(request: RefusedRequest, retryAfter: number): Refusal {
  const message = tooManySentence(retryAfter)
  const headers = { 'retry-after': String(retryAfter) }
  const problem: Problem = { status: 429, message, errorCode: 'too_many_requests', headers }
  const written = wantsPage(request)
    ? page((nonce) => tooManyHtml(nonce, message), problem)
    : shortRefusal(request, problem)
  return askingForHttps(request, written)
}

/** Other answers have it from completeHeaders(). */
function askingForHttps({ headers = {} }: RefusedRequest, refused: Refusal): Refusal {
  if (!isServedByHttps(String(headers['host'] ?? ''))) return refused
  return { ...refused, headers: { ...refused.headers, ...onlyByHttps } }
}

function page(html: (nonce: string) => string, problem: Problem): Refusal {
  const nonce = randomUUID()
  const written = answer(htmlType, html(nonce), problem)
  return { ...written, headers: { ...written.headers, ...ownStyle(nonce) } }
}

function ownStyle(nonce: string) {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`
  return { 'content-security-policy': policy }
}

function shortRefusal({ url, headers = {} }: RefusedRequest, problem: Problem): Refusal {
  if (managementApi.test(url)) return answer(jsonType, problemText(problem), problem)
  if (scim.test(url)) return answer(scimContentType, scimText(problem), problem)
  if (myOrganizationApi.test(url)) return answer(jsonType, plainProblemText(problem), problem)
  if (oauth.test(url)) return answer(jsonType, oauthErrorText(problem), problem)
  // Next’s scripts read the text of a refused action only in this type.
  const type = headers['next-action'] === undefined ? 'text/plain; charset=utf-8' : 'text/plain'
  return answer(type, `${problem.message}\n`, problem)
}

function scimText({ status, message: detail }: Problem): string {
  return scimErrorText({ status, scimType: null, detail })
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

type Outcome = Pick<RequestState, 'actionStarted' | 'refused' | 'outdatedForm'>

/** Replaces Next’s own answer with this status; null keeps it. */
export function correction(
  incoming: IncomingRequest,
  status: number,
  { actionStarted, refused, outdatedForm }: Outcome,
): Refusal | null {
  if (status !== 500) return null
  // Next’s error page is empty without JavaScript.
  if (refused) return wantsPage(incoming) ? page(busyHtml, asProblem(refused)) : null
  // React could not decode the body: no action has started, so the request is at fault.
  return isPageForm(incoming) && !actionStarted && outdatedForm === null ? refusal(incoming, 'badBody') : null
}

/**
 * Turns the body of an answer into what a person should see; null keeps the answer. Next’s page of an error is empty
 * without JavaScript, and Chromium shows an error of its own for a rejection without a body.
 */
export function rewriteFor(
  incoming: IncomingRequest,
  status: number,
  response: Pick<ServerResponse, 'getHeader' | 'setHeader'>,
): ((body: string) => string) | null {
  if (!wantsPage(incoming) || incoming.method === 'HEAD') return null
  const type = String(response.getHeader('content-type') ?? '')
  if (status === 500 && type.startsWith('text/html'))
    return (body) => body + faultWithoutScript(nonceOf(response))
  if (status < 400 || status > 499 || !/^(text\/plain|$)/.test(type)) return null
  return (body) => {
    const nonce = randomUUID()
    for (const [name, value] of Object.entries({ 'content-type': htmlType, ...ownStyle(nonce) }))
      response.setHeader(name, value)
    return rejectedHtml(nonce, status, body.trim())
  }
}

function nonceOf(response: Pick<ServerResponse, 'getHeader'>): string {
  const policy = String(response.getHeader('content-security-policy'))
  return /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
}

function asProblem({ status, retryAfter }: NonNullable<Outcome['refused']>): Problem {
  return { ...problems.notNow, status, headers: { 'retry-after': String(retryAfter) } }
}

/** Not what a page’s scripts request (RSC): Next answers those. */
function wantsPage({ url, headers = {} }: RefusedRequest): boolean {
  const isOfScript = headers['rsc'] !== undefined || headers['next-action'] !== undefined
  const isOfApi = [managementApi, scim, myOrganizationApi].some((paths) => paths.test(url))
  return !isOfScript && !isOfApi && (headers['accept'] ?? '').includes('text/html')
}
