import type { ServerResponse } from 'node:http'
import { env } from '@/lib/env'
import { asOfClient, clientAddress, isOwnRequest } from '@/lib/http/client-address'
import { headerOf, pathOf, type IncomingRequest } from '@/lib/http/incoming-request'
import { log } from '@/lib/log'
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

const health = /^\/api\/health\//
const besidePages = /^\/(_next\/static\/|favicon\.svg$)/

/**
 * A line for the request, once its response is sent or its client has gone. With the pattern of its path: paths have
 * tickets in them. Call it before the headers of the request are replaced.
 */
export function watchResponse(incoming: IncomingRequest, response: ServerResponse, seen: SeenRequest): void {
  const isOwn = isOwnRequest(incoming)
  const address = env().logAddresses ? { address: clientAddress(asOfClient(incoming)) } : {}
  const requestId = headerOf(incoming, 'x-request-id')
  const path = pathOf(incoming)
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
  })
}

function levelOf(status: number, isQuiet: boolean): Level {
  if (status >= 500) return status === 503 ? 'warn' : 'error'
  return isQuiet ? 'debug' : 'info'
}
