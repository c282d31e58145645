import { RateLimiterRes, type RateLimiterPostgres } from 'rate-limiter-flexible'

export interface Consumed {
  /** With this one: over the limit’s points, it is refused. */
  consumed: number
  msBeforeNext: number
}

interface Batch {
  size: number
  counted: Promise<RateLimiterRes>
}

/**
 * Counts what one process does, over a limiter that all processes share. At most one statement runs for a key at a time, and
 * the next counts all who came meanwhile: a row that many requests need, such as a tenant’s, holds one connection, not all.
 * Requests that wait for a failing statement fail with it, so that each waits for a silent database only once.
 */
export class LimitCounter {
  readonly #limiter: RateLimiterPostgres
  readonly #waiting = new Map<string, Batch>()
  readonly #last = new Map<string, Promise<RateLimiterRes>>()

  constructor(limiter: RateLimiterPostgres) {
    this.#limiter = limiter
  }

  /** @throws what the database throws */
  async consume(key: string): Promise<Consumed> {
    const batch = this.#waiting.get(key) ?? this.#begin(key)
    const place = ++batch.size
    const { consumedPoints, msBeforeNext } = await batch.counted
    return { consumed: consumedPoints - batch.size + place, msBeforeNext }
  }

  giveBack(key: string): Promise<unknown> {
    return this.#limiter.reward(key)
  }

  /** As the table has it. */
  storedKey(key: string): string {
    return this.#limiter.getKey(key)
  }

  #begin(key: string): Batch {
    const batch: Batch = { size: 0, counted: this.#count(key, this.#last.get(key)) }
    this.#waiting.set(key, batch)
    this.#last.set(key, batch.counted)
    const forget = () => {
      if (this.#last.get(key) === batch.counted) this.#last.delete(key)
    }
    batch.counted.then(forget, forget)
    return batch
  }

  async #count(key: string, before: Promise<unknown> | undefined): Promise<RateLimiterRes> {
    const size = await this.#sizeAfter(key, before)
    try {
      return await this.#limiter.consume(key, size)
    } catch (error) {
      if (error instanceof RateLimiterRes) return error
      throw error
    }
  }

  /** No request is added to the batch after this. */
  async #sizeAfter(key: string, before: Promise<unknown> | undefined): Promise<number> {
    try {
      await before
      return this.#waiting.get(key)?.size ?? 1
    } finally {
      this.#waiting.delete(key)
    }
  }
}
