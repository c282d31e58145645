interface Options {
  groupSize: number
  pauseMilliseconds: number
}

/** In the pause after each group, the event loop serves other requests. A longer queue has larger groups. */
export class StaggeredStart {
  readonly #options: Options
  readonly #waiting: (() => void)[] = []
  #started = 0

  constructor(options: Options) {
    this.#options = options
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
    const size = Math.max(this.#options.groupSize, Math.ceil(this.#waiting.length / 100))
    const group = this.#waiting.splice(0, size)
    this.#started = group.length
    if (group.length > 0) this.#pause()
    for (const start of group) start()
  }
}
