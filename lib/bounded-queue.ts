/** Gives the place back. Calling it again does nothing. */
export type Leave = () => void

interface Limits {
  /** How many have a place at once. */
  width: number
  /** How many may wait for one. */
  waiting: number
  /** How long each of them waits at most. */
  milliseconds: number
}

/** Places for a bounded number, first come first served, and a bounded wait for a bounded number of others. */
export class BoundedQueue {
  readonly #limits: Limits
  readonly #waiters = new Set<(isNext: boolean) => void>()
  #taken = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Whether the next one would be refused at once. */
  get isFull(): boolean {
    return this.#taken >= this.#limits.width && this.#waiters.size >= this.#limits.waiting
  }

  /**
   * A place, or null where too many wait already, none came free in time, or who waits has gone.
   * @param gone aborted when who waits wants the place no longer
   */
  async enter(gone?: AbortSignal): Promise<Leave | null> {
    if (this.isFull || gone?.aborted) return null
    if (this.#taken < this.#limits.width) this.#taken++
    else if (!(await this.#turn(gone))) return null
    return this.#place()
  }

  #turn(gone: AbortSignal | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isNext: boolean) => {
        this.#waiters.delete(end)
        clearTimeout(timer)
        gone?.removeEventListener('abort', giveUp)
        resolve(isNext)
      }
      const giveUp = () => end(false)
      const timer = setTimeout(giveUp, this.#limits.milliseconds)
      gone?.addEventListener('abort', giveUp)
      this.#waiters.add(end)
    })
  }

  /** Who waits takes over the place of who leaves. */
  #place(): Leave {
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      const [next] = this.#waiters
      if (next) next(true)
      else this.#taken--
    }
  }
}
