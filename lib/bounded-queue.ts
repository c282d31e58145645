import { BoundedMap } from './bounded-map.ts'
import { currentNetwork } from './request-state.ts'
import { unavailable } from './unavailable.ts'

/** Calling it again does nothing. */
export type Leave = () => void

interface Limits {
  width: number
  waiting: number
  waitMilliseconds?: number
}

/** `network` as networkOf() writes it; null, as for work of no request, is not limited to a share. `gone`: the caller has left. */
interface Entrant {
  network?: string | null
  gone?: AbortSignal
}

interface Waiter {
  network: string | null
  end: (isNext: boolean) => void
}

interface Group {
  network: string | null
  waiters: ReadonlySet<Waiter>
}

const noGroup: Group = { network: null, waiters: new Set() }

/** Less than the two seconds within which a refusal must be sent. */
const waitMilliseconds = 1500

/** How much of the width, and of the places to wait, a network takes at most. */
const shareOfNetwork = 1 / 4

/** More networks than are in use at a time. */
const maxRemembered = 10_000

/**
 * Limits how many run, how many wait and for how long, and how much of that one network takes, which p-limit and p-queue do
 * not offer. A turn is a start or a refusal. A free slot goes to the network whose last turn was the longest ago. When all places
 * to wait are taken, the last request of the network that has the most of them is refused; of networks that have as many, of the one
 * with the latest turn.
 */
export class BoundedQueue {
  readonly #limits: Required<Limits>
  readonly #running = new Map<string | null, number>()
  readonly #waiting = new Map<string | null, Set<Waiter>>()
  readonly #lastTurns = new BoundedMap<string | null, number>(maxRemembered)
  #turns = 0
  #runningCount = 0
  #waitingCount = 0
  #refusedCount = 0

  constructor(limits: Limits) {
    this.#limits = { waitMilliseconds, ...limits }
  }

  /** `refused`: so far, of those that did not leave by themselves. */
  counts(): { running: number; waiting: number; refused: number } {
    return { running: this.#runningCount, waiting: this.#waitingCount, refused: this.#refusedCount }
  }

  /** Whether it is refused at once. */
  refuses(network: string | null): boolean {
    if (this.#mayRun(network)) return false
    const own = this.#waiting.get(network)?.size ?? 0
    const isRefused =
      own >= shareOf(this.#limits.waiting, network) ||
      (this.#waitingCount >= this.#limits.waiting && !this.#isBefore(network, own, this.#largestGroup()))
    if (isRefused) {
      this.#refusedCount++
      this.#noteTurn(network)
    }
    return isRefused
  }

  /** Null if too many wait, no slot becomes free in time, or the caller has gone (`gone` is aborted). */
  async enter({ network = currentNetwork(), gone }: Entrant = {}): Promise<Leave | null> {
    if (gone?.aborted || this.refuses(network)) return null
    if (this.#mayRun(network)) this.#start(network)
    else if (!(await this.#wait(network, gone))) return null
    return this.#makeLeave(network)
  }

  /** @throws DomainError unavailable if no slot becomes free in time */
  async run<T>(work: () => Promise<T>, entrant?: Entrant): Promise<T> {
    const leave = await this.enter(entrant)
    if (!leave) throw unavailable()
    try {
      return await work()
    } finally {
      leave()
    }
  }

  #mayRun(network: string | null): boolean {
    const own = this.#running.get(network) ?? 0
    return this.#runningCount < this.#limits.width && own < shareOf(this.#limits.width, network)
  }

  #largestGroup(): Group {
    const groups = [...this.#waiting].map(([network, waiters]) => ({ network, waiters }))
    return groups.reduce((largest, group) => {
      const more = group.waiters.size - largest.waiters.size
      const isLarger =
        more > 0 || (more === 0 && this.#lastTurnOf(group.network) > this.#lastTurnOf(largest.network))
      return isLarger ? group : largest
    }, noGroup)
  }

  /** Whether a request of the network, of which `own` wait already, keeps its place rather than one of the other group. */
  #isBefore(network: string | null, own: number, other: Group): boolean {
    const fewer = other.waiters.size - (own + 1)
    return fewer > 0 || (fewer === 0 && this.#lastTurnOf(network) < this.#lastTurnOf(other.network))
  }

  #start(network: string | null): void {
    this.#runningCount++
    this.#running.set(network, (this.#running.get(network) ?? 0) + 1)
    this.#noteTurn(network)
  }

  #noteTurn(network: string | null): void {
    // Moves it to the end of those that are remembered.
    this.#lastTurns.delete(network)
    this.#lastTurns.set(network, ++this.#turns)
  }

  #wait(network: string | null, gone: AbortSignal | undefined): Promise<boolean> {
    if (this.#waitingCount >= this.#limits.waiting) [...this.#largestGroup().waiters].at(-1)?.end(false)
    return new Promise((resolve) => {
      const end = (isNext: boolean) => {
        this.#remove(waiter)
        clearTimeout(timer)
        gone?.removeEventListener('abort', stop)
        if (!isNext && !gone?.aborted) this.#refusedCount++
        if (!isNext) this.#noteTurn(network)
        resolve(isNext)
      }
      const stop = () => end(false)
      const timer = setTimeout(stop, this.#limits.waitMilliseconds)
      gone?.addEventListener('abort', stop)
      const waiter = { network, end }
      const group = this.#waiting.get(network) ?? new Set<Waiter>()
      this.#waiting.set(network, group.add(waiter))
      this.#waitingCount++
    })
  }

  #remove(waiter: Waiter): void {
    const group = this.#waiting.get(waiter.network)
    if (group?.delete(waiter)) this.#waitingCount--
    if (group?.size === 0) this.#waiting.delete(waiter.network)
  }

  #makeLeave(network: string | null): Leave {
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      this.#runningCount--
      const others = (this.#running.get(network) ?? 1) - 1
      if (others === 0) this.#running.delete(network)
      else this.#running.set(network, others)
      this.#startNext()
    }
  }

  #startNext(): void {
    const networks = [...this.#waiting.keys()].filter((network) => this.#mayRun(network))
    const [first] = networks.toSorted((one, other) => this.#lastTurnOf(one) - this.#lastTurnOf(other))
    const [next] = this.#waiting.get(first ?? null) ?? []
    if (networks.length === 0 || !next) return
    this.#start(next.network)
    next.end(true)
  }

  #lastTurnOf(network: string | null): number {
    return this.#lastTurns.get(network) ?? 0
  }
}

function shareOf(most: number, network: string | null): number {
  return network === null ? most : Math.max(1, Math.floor(most * shareOfNetwork))
}
