import { isUnavailable } from '@/lib/errors'
import { log } from '@/lib/log'
import { refusedRequest } from '@/lib/request-state'
import { headerOf, isRead, pathOf, type IncomingRequest } from '@/lib/http/incoming-request'
import { findProgram } from './routes'
import { refusal } from '@/lib/http/refusal'
import { answerRoute } from '@/lib/http/router'
import { answerSetup, setupPath } from '@/lib/http/setup'
import { answerSession, isOfSession } from '@/lib/http/session-answer'

/** Next’s router and proxy.ts cost 1.5 to 2 ms of CPU. Null for other paths, and where Next redirects. */
export async function programAnswer(
  incoming: IncomingRequest,
  bytes: Uint8Array<ArrayBuffer> | undefined,
): Promise<Response | null> {
  const work = workFor(incoming)
  if (!work) return null
  try {
    return await work(requestOf(incoming, bytes))
  } catch (error) {
    return failure(incoming, error)
  }
}

function workFor(incoming: IncomingRequest): ((request: Request) => Promise<Response>) | null {
  if (isOfSession(incoming)) return answerSession
  const path = pathOf(incoming)
  if (path === setupPath && headerOf(incoming, 'x-foyer-tenant') === undefined) return answerSetup
  const found = isRedirected(path) ? null : findProgram(path)
  return found && ((request) => answerRoute(found, request))
}

/** A slash at the end, two in a row, and a backslash. */
function isRedirected(path: string): boolean {
  return path.endsWith('/') || /\/\/|\\/.test(path)
}

function requestOf(incoming: IncomingRequest, bytes: Uint8Array<ArrayBuffer> | undefined): Request {
  const { method, url } = incoming
  const base = `${headerOf(incoming, 'x-forwarded-proto')}://${headerOf(incoming, 'x-forwarded-host')}`
  const headers = new Headers()
  for (const name of Object.keys(incoming.headers)) {
    const value = headerOf(incoming, name)
    if (value !== undefined) headers.set(name, value)
  }
  const takesBody = bytes !== undefined && !isRead(incoming)
  return new Request(new URL(url, base), { method, headers, ...(takesBody ? { body: bytes } : {}) })
}

/** The handlers answer refusals themselves: this is a bug, or the database is down. */
function failure(incoming: IncomingRequest, error: unknown): Response {
  const isBusy = isUnavailable(error) || refusedRequest()?.status === 503
  if (!isBusy) {
    const requestId = headerOf(incoming, 'x-request-id')
    log().error({ part: 'request', requestId, err: error }, 'A request failed.')
  }
  const { status, headers, body } = refusal(incoming, isBusy ? 'notNow' : 'failed')
  return new Response(body, { status, headers })
}
