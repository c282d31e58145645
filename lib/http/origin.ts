import { headers } from 'next/headers'
import { withOrigin } from '@/lib/db/events'

/** Runs the work with where the request came from at hand, for the events that it writes. */
export async function withRequestOrigin<T>(work: () => Promise<T>): Promise<T> {
  const list = await headers()
  const ip = list.get('x-foyer-ip')
  const userAgent = list.get('user-agent')
  const requestId = list.get('x-request-id')
  const origin = {
    ...(ip ? { ip } : {}),
    ...(userAgent ? { userAgent: userAgent.slice(0, 300) } : {}),
    ...(requestId ? { requestId } : {}),
  }
  return withOrigin(origin, work)
}
