import { headerOf, type IncomingRequest } from './incoming-request'

const mostParameters = 500
/** Browsers keep at most 180 for a site. */
const mostCookies = 300
const longestUserAgent = 500

/**
 * Next’s work is quadratic in parameters and cookies: 3,000 block the event loop for half a second. A proxy may read another
 * one of several hosts than we do (RFC 9112, section 3.2).
 */
export function headProblem(incoming: IncomingRequest): 'badAddress' | 'tooManyCookies' | null {
  if (incoming.hosts && incoming.hosts.length > 1) return 'badAddress'
  if (incoming.url.split('&').length > mostParameters) return 'badAddress'
  return (headerOf(incoming, 'cookie') ?? '').split(';').length > mostCookies ? 'tooManyCookies' : null
}

/** Next’s search for robots is quadratic in the length: 10 KB block the event loop for a second. */
export function shortUserAgent(incoming: IncomingRequest): { 'user-agent'?: string } {
  const given = headerOf(incoming, 'user-agent') ?? ''
  return given.length > longestUserAgent ? { 'user-agent': given.slice(0, longestUserAgent) } : {}
}
