import { BoundedQueue } from './bounded-queue'
import { leaveLane } from './request-state'

/** Apart from the lanes of requests: a server of somebody else that is slow takes no places of theirs. */
const queue = new BoundedQueue({ width: 16, waiting: 32 })

/** For work that waits for a server of somebody else. @throws DomainError unavailable if too much of it waits */
export function waitElsewhere<T>(work: () => Promise<T>): Promise<T> {
  leaveLane()
  return queue.run(work)
}
