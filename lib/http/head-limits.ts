import { headerOf, type IncomingRequest } from './incoming-request'

const mostParameters = 500
/** Browsers keep at most 180 for a site. */
const mostCookies = 300
const longestUserAgent = 500

/**
 * Why a request's address or headers are too much for Next, or null. Next's work grows with the square of the number of
 * parameters and of cookies: 3,000 of them hold the event loop for half a second.
 */
export function headProblem(incoming: IncomingRequest): 'badAddress' | 'tooManyCookies' | null {
  if (incoming.url.split('&').length > mostParameters) return 'badAddress'
  return (headerOf(incoming, 'cookie') ?? '').split(';').length > mostCookies ? 'tooManyCookies' : null
}

/**
 * The beginning of a User-Agent that is longer than any browser's, to take its place. Next looks for robots in it by an
 * expression whose work grows with the square of the length: 10 KB hold the event loop for a second.
 */
export function shortUserAgent(incoming: IncomingRequest): { 'user-agent'?: string } {
  const given = headerOf(incoming, 'user-agent') ?? ''
  return given.length > longestUserAgent ? { 'user-agent': given.slice(0, longestUserAgent) } : {}
}
