interface Options {
  groupSize: number
  pauseMilliseconds: number
  /** A longer queue has larger groups, so that each one of it starts with one of the next so many; 100 by default. */
  maxGroups?: number
  /** Called when a pause ends and nothing waits. */
  onIdle?: () => void
}

interface Waiter {
  start: () => void
  /** With which group it starts at the latest. */
  lastGroup: number
}

/** In the pause after each group, the event loop serves other requests. */
export class StaggeredStart {
  readonly #options: Options
  readonly #waiting: Waiter[] = []
  #started = 0
  #groups = 0

  constructor(options: Options) {
    this.#options = options
  }

  /** At once if few have started since the last pause. */
  async turn(): Promise<void> {
    if (this.#started === 0) this.#pause()
    if (this.#started++ < this.#options.groupSize) return
    const lastGroup = this.#groups + (this.#options.maxGroups ?? 100)
    await new Promise<void>((start) => this.#waiting.push({ start, lastGroup }))
  }

  #pause(): void {
    setTimeout(() => this.#startNext(), this.#options.pauseMilliseconds)
  }

  #startNext(): void {
    this.#groups++
    const group = this.#waiting.splice(0, this.#nextSize())
    this.#started = group.length
    if (group.length > 0) this.#pause()
    else this.#options.onIdle?.()
    for (const { start } of group) start()
  }

  /** As large as the groups must be from now on for all to start in time: not larger because of those that came before. */
  #nextSize(): number {
    return this.#waiting.reduce(
      (size, { lastGroup }, index) => Math.max(size, Math.ceil((index + 1) / (lastGroup - this.#groups + 1))),
      this.#options.groupSize,
    )
  }
}

/** A staggered start for each network, so that one that sends much slows only itself down. */
export class StaggeredStartOfNetworks {
  readonly #options: Options
  readonly #starts = new Map<string, StaggeredStart>()

  constructor(options: Options) {
    this.#options = options
  }

  async turn(network: string): Promise<void> {
    const onIdle = () => this.#starts.delete(network)
    const start = this.#starts.get(network) ?? new StaggeredStart({ ...this.#options, onIdle })
    this.#starts.set(network, start)
    await start.turn()
  }
}
