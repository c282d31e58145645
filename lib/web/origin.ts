import { headers } from 'next/headers'
import { withOrigin, type Origin } from '@/lib/db/events'
import { addressOf } from '@/lib/network-of'

export async function withRequestOrigin<T>(work: () => Promise<T>): Promise<T> {
  return withOrigin(originOf(await headers()), work)
}

/** From the headers that admission has set. */
export function originOf(list: Pick<Headers, 'get'>): Origin {
  const ip = list.get('x-foyer-ip')
  const userAgent = list.get('user-agent')
  const requestId = list.get('x-request-id')
  return {
    ...(ip ? { ip } : {}),
    ...(userAgent ? { userAgent: userAgent.slice(0, 300) } : {}),
    ...(requestId ? { requestId } : {}),
  }
}

/** From which the current request comes, as networks are compared with it; null if it is not known. */
export async function currentAddress(): Promise<string | null> {
  return addressOf(originOf(await headers()).ip ?? '')
}
