import { withOrigin } from '@/lib/db/events'
import { headerOf, type IncomingRequest } from '@/lib/http/incoming-request'
import { networkOf } from '@/lib/network-of'
import { type RequestState, withRequestState } from '@/lib/request-state'
import { originOf } from '@/lib/web/origin'

/** With its state and where it comes from: pages have no adapter that sets the latter. */
export function withRequest<T>(
  incoming: IncomingRequest,
  work: (state: RequestState) => T,
  leaveLane: () => void,
): T {
  const origin = originOf({ get: (name) => headerOf(incoming, name) ?? null })
  const network = origin.ip === undefined ? null : networkOf(origin.ip)
  const requestId = headerOf(incoming, 'x-request-id') ?? null
  return withOrigin(origin, () => withRequestState(work, { requestId, network, leaveLane }))
}
