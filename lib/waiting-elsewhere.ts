import { BoundedQueue } from './bounded-queue'
import { leaveLane } from './request-state'

/** Its own queue, so that a slow server elsewhere takes no place of other requests. */
const queue = new BoundedQueue({ width: 16, waiting: 32 })

/** For work that waits for another server. @throws DomainError unavailable if too much of it waits */
export function waitElsewhere<T>(work: () => Promise<T>): Promise<T> {
  leaveLane()
  return queue.run(work)
}
