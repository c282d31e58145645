import { headers } from 'next/headers'
import { withOrigin, type Origin } from '@/lib/db/events'

/** Runs the work so that its audit events say where the request came from. */
export async function withRequestOrigin<T>(work: () => Promise<T>): Promise<T> {
  return withOrigin(originOf(await headers()), work)
}

/** Where a request came from, by the headers that admission has set. */
export function originOf(list: Headers): Origin {
  const ip = list.get('x-foyer-ip')
  const userAgent = list.get('user-agent')
  const requestId = list.get('x-request-id')
  return {
    ...(ip ? { ip } : {}),
    ...(userAgent ? { userAgent: userAgent.slice(0, 300) } : {}),
    ...(requestId ? { requestId } : {}),
  }
}
