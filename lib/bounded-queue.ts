import { unavailable } from './unavailable.ts'

/** Calling it again does nothing. */
export type Leave = () => void

interface Limits {
  width: number
  waiting: number
}

/** Less than the two seconds within which a refusal must be sent. */
const waitMilliseconds = 1500

/** Limits how many wait and for how long, which p-limit and p-queue do not offer. */
export class BoundedQueue {
  readonly #limits: Limits
  readonly #waiters = new Set<(isNext: boolean) => void>()
  #running = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get isFull(): boolean {
    return this.#running >= this.#limits.width && this.#waiters.size >= this.#limits.waiting
  }

  /** Null if too many wait, no slot becomes free in time, or the caller has gone (`gone` is aborted). */
  async enter(gone?: AbortSignal): Promise<Leave | null> {
    if (this.isFull || gone?.aborted) return null
    if (this.#running < this.#limits.width) this.#running++
    else if (!(await this.#wait(gone))) return null
    return this.#makeLeave()
  }

  /** @throws DomainError unavailable if no slot becomes free in time */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const leave = await this.enter()
    if (!leave) throw unavailable()
    try {
      return await work()
    } finally {
      leave()
    }
  }

  #wait(gone: AbortSignal | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isNext: boolean) => {
        this.#waiters.delete(end)
        clearTimeout(timer)
        gone?.removeEventListener('abort', stop)
        resolve(isNext)
      }
      const stop = () => end(false)
      const timer = setTimeout(stop, waitMilliseconds)
      gone?.addEventListener('abort', stop)
      this.#waiters.add(end)
    })
  }

  /** The next in the queue takes over the slot. */
  #makeLeave(): Leave {
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      const [next] = this.#waiters
      if (next) next(true)
      else this.#running--
    }
  }
}
