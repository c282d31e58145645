interface PaceOptions {
  /** How many go on at once. */
  groupSize: number
  pauseMilliseconds: number
}

/**
 * Lets short works begin in groups, in order, with a pause after each group in which the event loop serves other
 * requests. The longer the line, the larger the groups.
 */
export class Pace {
  readonly #options: PaceOptions
  readonly #waiting: (() => void)[] = []
  #begun = 0

  constructor(options: PaceOptions) {
    this.#options = options
  }

  /** Resolves when the caller may begin: without a pause where few have begun since the last one. */
  async turn(): Promise<void> {
    if (this.#begun === 0) this.#pause()
    if (this.#begun++ < this.#options.groupSize) return
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #pause(): void {
    setTimeout(() => this.#beginNext(), this.#options.pauseMilliseconds)
  }

  #beginNext(): void {
    const size = Math.max(this.#options.groupSize, Math.ceil(this.#waiting.length / 100))
    const group = this.#waiting.splice(0, size)
    this.#begun = group.length
    if (group.length > 0) this.#pause()
    for (const begin of group) begin()
  }
}
