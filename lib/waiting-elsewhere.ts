import { BoundedQueue } from './bounded-queue'
import { leaveLane } from './request-state'

/** Apart from the limits of requests: a slow server elsewhere takes none of their places. */
const queue = new BoundedQueue({ width: 16, waiting: 32 })

/** For work that waits for a server elsewhere. @throws DomainError unavailable if too much of it waits */
export function waitElsewhere<T>(work: () => Promise<T>): Promise<T> {
  leaveLane()
  return queue.run(work)
}
