import type { ServerResponse } from 'node:http'
import { env } from '@/lib/env'
import { asOfClient, clientAddress, isOwnRequest } from '@/lib/http/client-address'
import { headerOf, pathOf, type IncomingRequest } from '@/lib/http/incoming-request'
import { log } from '@/lib/log'
import { metrics } from '@/lib/metrics'
import { currentSpan, endRequestSpan } from '@/lib/tracing'
import { findProgram } from './routes'

/** What the server learns of a request; what it was refused before is missing. */
export interface SeenRequest {
  /** As performance.now(). */
  arrivedAt: number
  tenantId?: string
  /** The pattern of a page or a file. */
  page?: string
}

type Level = 'debug' | 'info' | 'warn' | 'error'

const methods = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'])

const health = /^\/api\/health(\/|$)/
const besidePages = /^\/(_next\/static\/|favicon\.svg$)/

/**
 * A line for the request, and a sample, once its response is sent or its client has gone. With the pattern of its path: paths have
 * tickets in them. Call it before the headers of the request are replaced.
 */
export function watchResponse(incoming: IncomingRequest, response: ServerResponse, seen: SeenRequest): void {
  const isOwn = isOwnRequest(incoming)
  const address = env().logAddresses ? { address: clientAddress(asOfClient(incoming)) } : {}
  const requestId = headerOf(incoming, 'x-request-id')
  const path = pathOf(incoming)
  const span = currentSpan()
  response.once('close', () => {
    const ms = performance.now() - seen.arrivedAt
    const route = findProgram(path)?.route.path ?? seen.page
    const isQuiet = isOwn || health.test(path) || besidePages.test(path)
    log()[levelOf(response.statusCode, isQuiet)]({
      requestId,
      tenant: seen.tenantId,
      method: incoming.method,
      route,
      status: response.statusCode,
      ms: Math.round(ms * 10) / 10,
      ...(response.writableFinished ? {} : { aborted: true }),
      ...address,
    })
    if (span)
      endRequestSpan(span, {
        requestId,
        tenant: seen.tenantId,
        method: incoming.method,
        route,
        status: response.statusCode,
      })
    // Its sample would be a part of that of the request that caused it; balancers ask all the time.
    if (!isOwn && !health.test(path)) addSample(incoming, response, { route, ms })
  })
}

function addSample(
  { method }: IncomingRequest,
  { statusCode, writableFinished }: ServerResponse,
  { route = 'none', ms }: { route: string | undefined; ms: number },
): void {
  const status = writableFinished ? classOf(statusCode) : 'aborted'
  metrics().requests.observe({ method: methods.has(method) ? method : 'other', route, status }, ms / 1000)
}

/** A client that asks for what is declared as missing is no failure of the server. */
const notImplemented = 501

function classOf(status: number): string {
  return status === notImplemented ? '4xx' : `${Math.floor(status / 100)}xx`
}

function levelOf(status: number, isQuiet: boolean): Level {
  if (status >= 500 && status !== notImplemented) return status === 503 ? 'warn' : 'error'
  return isQuiet ? 'debug' : 'info'
}
