import { isUnavailable } from '@/lib/errors'
import { refusedRequest } from '@/lib/request-state'
import { one, pathOf, type Arrival } from '@/lib/http/arrival'
import { findProgram } from './routes'
import { refusal } from '@/lib/http/refusal'
import { answerRoute } from '@/lib/http/router'
import { answerSession, isSessionRead } from '@/lib/http/session-answer'

/**
 * The answer to a request of a program, given without Next, whose router and proxy.ts cost 1.5 to 2 ms of CPU.
 * Null where no program calls the path, or where Next redirects to another spelling of it.
 * @param arrival a request that was admitted, with the headers that the front door has set
 */
export async function programAnswer(
  arrival: Arrival,
  bytes: Uint8Array<ArrayBuffer> | undefined,
): Promise<Response | null> {
  const work = workFor(arrival)
  if (!work) return null
  try {
    return await work(requestOf(arrival, bytes))
  } catch (error) {
    return failure(arrival, error)
  }
}

function workFor(arrival: Arrival): ((request: Request) => Promise<Response>) | null {
  if (isSessionRead(arrival)) return answerSession
  const path = pathOf(arrival)
  const found = isRedirected(path) ? null : findProgram(path)
  return found && ((request) => answerRoute(found, request))
}

/** A slash at the end, two in a row, and a backslash. */
function isRedirected(path: string): boolean {
  return path.endsWith('/') || /\/\/|\\/.test(path)
}

function requestOf(arrival: Arrival, bytes: Uint8Array<ArrayBuffer> | undefined): Request {
  const { method, url } = arrival
  const base = `${one(arrival, 'x-forwarded-proto')}://${one(arrival, 'x-forwarded-host')}`
  const headers = new Headers()
  for (const name of Object.keys(arrival.headers)) {
    const value = one(arrival, name)
    if (value !== undefined) headers.set(name, value)
  }
  const takesBody = bytes !== undefined && method !== 'GET' && method !== 'HEAD'
  return new Request(new URL(url, base), { method, headers, ...(takesBody ? { body: bytes } : {}) })
}

/** The handlers answer what they refuse: this is a bug, or the database is away. */
function failure(arrival: Arrival, error: unknown): Response {
  const isBusy = isUnavailable(error) || refusedRequest()?.status === 503
  if (!isBusy) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`request ${one(arrival, 'x-request-id')}: ${what}\n`)
  }
  const { status, headers, body } = refusal(arrival, isBusy ? 'notNow' : 'failed')
  return new Response(body, { status, headers })
}
