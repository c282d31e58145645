import { one, type Arrival } from './arrival'

const mostParameters = 500
/** Browsers keep at most 180 for a site. */
const mostCookies = 300

/**
 * Why a request's address or headers are too much for Next, or null. Next's work grows with the square of the number of
 * parameters and of cookies: 3,000 of them hold the event loop for half a second.
 */
export function headProblem(arrival: Arrival): 'badAddress' | 'tooManyCookies' | null {
  if (arrival.url.split('&').length > mostParameters) return 'badAddress'
  return (one(arrival, 'cookie') ?? '').split(';').length > mostCookies ? 'tooManyCookies' : null
}
