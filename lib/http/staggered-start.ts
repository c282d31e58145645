interface Options {
  groupSize: number
  pauseMilliseconds: number
  /** A longer queue has larger groups, so that the last one of it starts after about as many; 100 by default. */
  maxGroups?: number
  /** Called when a pause ends and nothing waits. */
  onIdle?: () => void
}

/** In the pause after each group, the event loop serves other requests. */
export class StaggeredStart {
  readonly #options: Options
  readonly #waiting: (() => void)[] = []
  #started = 0
  #size: number

  constructor(options: Options) {
    this.#options = options
    this.#size = options.groupSize
  }

  /** At once if few have started since the last pause. */
  async turn(): Promise<void> {
    if (this.#started === 0) this.#pause()
    if (this.#started++ < this.#options.groupSize) return
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #pause(): void {
    setTimeout(() => this.#startNext(), this.#options.pauseMilliseconds)
  }

  #startNext(): void {
    // Until all have started: with less of a queue that becomes shorter, the last would start much later.
    this.#size = Math.max(this.#size, Math.ceil(this.#waiting.length / (this.#options.maxGroups ?? 100)))
    const group = this.#waiting.splice(0, this.#size)
    this.#started = group.length
    if (group.length > 0) this.#pause()
    else {
      this.#size = this.#options.groupSize
      this.#options.onIdle?.()
    }
    for (const start of group) start()
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
