import { BoundedQueue } from '@/lib/bounded-queue'
import { clientNetwork } from './client-address'
import type { IncomingRequest } from './incoming-request'

const queue = new BoundedQueue({ width: 8, waiting: 256 })

/** Reads the database for a request that has no slot in a queue yet. @throws DomainError unavailable */
export function lookUp<T>(incoming: IncomingRequest, read: () => Promise<T>): Promise<T> {
  return queue.run(read, { network: clientNetwork(incoming) })
}
