import { randomUUID } from 'node:crypto'
import { isIP, SocketAddress } from 'node:net'
import { env } from '@/lib/env'
import { networkOf } from '@/lib/network-of'
import { headerOf, type IncomingRequest } from './incoming-request'

/** Next asks this process for the page that an action redirects to, with the headers of the action’s request. */
export const ownRequest = randomUUID()

/** Of Next to this process. The request that caused it has a slot in a queue. */
export function isOwnRequest(incoming: IncomingRequest): boolean {
  return headerOf(incoming, 'x-foyer-own') === ownRequest
}

/** A request of Next to this process belongs to the host and the address that the action was sent to and from. */
export function asOfClient(incoming: IncomingRequest): IncomingRequest {
  if (!isOwnRequest(incoming)) return incoming
  const host = headerOf(incoming, 'x-forwarded-host')
  // Next adds its own address to what proxies have seen.
  const headers = { ...incoming.headers, host, 'x-forwarded-for': undefined }
  return { ...incoming, headers, remoteAddress: headerOf(incoming, 'x-foyer-ip') }
}

/** As networkOf() writes it. */
export function clientNetwork(received: IncomingRequest): string {
  return networkOf(clientAddress(asOfClient(received)))
}

/**
 * Counts from the right: each trusted proxy appends the address that its request came from, some of them with its port (RFC 7239
 * section 6). Text without an address is not the client’s, so that it cannot be many clients.
 */
export function clientAddress(incoming: IncomingRequest): string {
  const direct = incoming.remoteAddress ?? 'unknown'
  const hops = env().trustedProxies
  if (hops === 0) return direct
  const chain = (headerOf(incoming, 'x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  const appended = chain.at(-hops) ?? ''
  return isIP(appended) === 0 ? (SocketAddress.parse(appended)?.address ?? direct) : appended
}
