interface Options {
  /** How many start at once. */
  groupSize: number
  pauseMilliseconds: number
}

/**
 * Lets short tasks start in groups, in order. In the pause after each group, the event loop serves other requests. The
 * more tasks wait, the larger the groups.
 */
export class StaggeredStart {
  readonly #options: Options
  readonly #waiting: (() => void)[] = []
  #started = 0

  constructor(options: Options) {
    this.#options = options
  }

  /** Resolves when the caller may start: at once if few have started since the last pause. */
  async turn(): Promise<void> {
    if (this.#started === 0) this.#pause()
    if (this.#started++ < this.#options.groupSize) return
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #pause(): void {
    setTimeout(() => this.#startNext(), this.#options.pauseMilliseconds)
  }

  #startNext(): void {
    const size = Math.max(this.#options.groupSize, Math.ceil(this.#waiting.length / 100))
    const group = this.#waiting.splice(0, size)
    this.#started = group.length
    if (group.length > 0) this.#pause()
    for (const start of group) start()
  }
}
