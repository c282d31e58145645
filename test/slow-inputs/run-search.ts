import type { Callers } from './callers'
import type { Entry } from './entry'
import { faultOf, goal, isFailure, isSuspicious, type Attempt } from './fault'
import type { ProbedServer } from './probed-server'
import { kindOf, requestOf, variantsOf, type SlowInput } from './search'
import { send } from './send'

/** More CPU time than this at once is a finding even if no single request repeats it. */
const unmistakable = 1000
/** From this much CPU time at once, variants of the same are tried. */
const promising = 60
/** After so many findings of one kind, at different entries, that kind is no longer tried. */
const mostOfAKind = 5
/** So many requests are sent together; if one of them may be the cause, each is tried alone. */
const together = 4

export interface Finding {
  entry: string
  kind: string
  /** What happened, with its figure. */
  fault: string
  size: number
  /** The smallest input that still has the effect. */
  smallest: number
  /** Of the request as far as it can be read. */
  request: string
}

export interface SearchOptions {
  /** The running server; replaced by another after it was ended. */
  server: { current: ProbedServer }
  url: string
  callers: Pick<Callers, 'sends'>
  /** How long to wait for a blocked event loop before the server is ended, in milliseconds. */
  patience: number
  onFinding: (finding: Finding) => void
}

/** A request, and the CPU time of the one that it is a variant of. */
interface Candidate {
  input: SlowInput
  before: number
}

/** Sends slow inputs and finds those that block the event loop, fail, or are not answered. */
export class Search {
  readonly findings: Finding[] = []
  /** The number of responses by status; `none` for connections that were closed without one. */
  readonly statuses = new Map<string, number>()
  sent = 0
  /** The most CPU time at once that was no finding, in milliseconds. */
  longest = 0
  private found = new Map<string, number>()
  private previous: SlowInput[] = []
  private candidates: Candidate[] = []

  constructor(private readonly options: SearchOptions) {}

  /** @param isOver asked between requests */
  async run(inputs: Generator<SlowInput>, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const candidates = this.take(inputs)
      if (candidates.length === 0) return
      await this.attempt(candidates)
    }
  }

  private async attempt(candidates: Candidate[]): Promise<void> {
    const batch = candidates.map(({ input }) => input)
    const attempt = await this.try(batch)
    this.count(attempt)
    for (const [index, input] of batch.entries()) {
      const answer = attempt.answers[index]
      if (answer && isFailure(answer)) await this.report(input, `answered ${answer.status}`)
    }
    if (isSuspicious(attempt)) await this.inspect(batch, attempt)
    this.follow(candidates, attempt.reading?.cpu ?? 0)
    this.previous = batch
  }

  /** What took long, and longer than the input it is a variant of, is varied again. */
  private follow(candidates: Candidate[], cpu: number): void {
    if (cpu < promising || cpu > goal) return
    this.longest = Math.max(this.longest, cpu)
    for (const { input, before } of candidates)
      if (cpu > before * 1.3)
        this.candidates.push(...variantsOf(input).map((input) => ({ input, before: cpu })))
  }

  private take(inputs: Generator<SlowInput>): Candidate[] {
    const batch: Candidate[] = []
    for (let tries = 0; batch.length < together && tries < 1000; tries++) {
      const next = this.candidates.shift() ?? newCandidate(inputs)
      if (next === null) break
      if (!this.isKnown(next.input)) batch.push(next)
    }
    return batch
  }

  /** Found at this entry, or at so many that it says nothing new. */
  private isKnown(input: SlowInput): boolean {
    const kind = kindOf(input)
    const times = (name: string) => this.found.get(name) ?? 0
    return (
      times(keyOf(input.entry, kind)) > 0 ||
      times(kind) >= mostOfAKind ||
      times(input.shape.name) >= mostOfAKind
    )
  }

  private async try(inputs: readonly SlowInput[]): Promise<Attempt> {
    const { url, callers, patience } = this.options
    const server = this.options.server.current
    await server.reset(patience)
    const requests = inputs.map((input) => callers.sends(requestOf(input), input.entry.caller))
    const answers = await Promise.all(requests.map((request) => send(url, request, patience)))
    return { answers, reading: await server.read(patience) }
  }

  /** What follows an answer may still be under way: the requests before these may be the cause, too. */
  private async inspect(batch: SlowInput[], { reading }: Attempt): Promise<void> {
    if (reading === null) await this.restart()
    let isExplained = false
    for (const input of [...batch, ...this.previous]) {
      if (this.isKnown(input)) continue
      const fault = await this.confirm(input)
      if (fault === null) continue
      isExplained = true
      await this.report(input, fault)
    }
    const seen =
      reading === null ? 'the server did not answer' : `${Math.round(reading.cpu)} ms of CPU at once`
    if (!isExplained && (reading === null || reading.cpu > unmistakable)) this.reportBatch(batch, seen)
  }

  /** A pause that a garbage collection or another process causes does not come again: two of three times count. */
  private async confirm(input: SlowInput): Promise<string | null> {
    const faults: string[] = []
    for (let tries = 1; tries <= 3; tries++) {
      const attempt = await this.try([input])
      if (attempt.reading === null) {
        const fault = this.lostFault()
        await this.restart()
        return fault
      }
      const fault = faultOf(attempt)
      if (fault !== null) faults.push(fault)
      if (faults.length === 2) return fault
      if (tries - faults.length === 2) return null
    }
    return null
  }

  private lostFault(): string {
    const { server, patience } = this.options
    return server.current.isAlive() ? `held the event loop for more than ${patience} ms` : 'ended the process'
  }

  private async report(input: SlowInput, fault: string): Promise<void> {
    const kind = kindOf(input)
    const key = keyOf(input.entry, kind)
    if (this.found.has(key)) return
    // A failure hardly depends on the text, while what holds the event loop does.
    for (const name of [key, kind, ...(fault.startsWith('answered') ? [input.shape.name] : [])])
      this.found.set(name, (this.found.get(name) ?? 0) + 1)
    const said = fault.startsWith('answered') ? `\n${this.options.server.current.output().slice(-1500)}` : ''
    const smallest = await this.shrink(input)
    const { method, path, headers, body } = requestOf({ ...input, size: smallest })
    const parts = [`${method} ${path}`, JSON.stringify(headers), body?.toString('latin1') ?? '']
    const request = parts.map((part) => shortened(part)).join(' ') + said
    this.add({ entry: input.entry.name, kind, fault, size: input.size, smallest, request })
  }

  private reportBatch(batch: readonly SlowInput[], fault: string): void {
    const entry = batch.map((input) => `${input.entry.name}, ${kindOf(input)}`).join('; ')
    this.add({ entry, kind: 'none of these alone', fault, size: 0, smallest: 0, request: '' })
  }

  private add(finding: Finding): void {
    this.findings.push(finding)
    this.options.onFinding(finding)
  }

  /** By halves, as long as it still has the effect and the server recovers. */
  private async shrink(input: SlowInput): Promise<number> {
    let size = input.size
    for (let tries = 0; tries < 8 && size > 64; tries++) {
      const half = Math.floor(size / 2)
      const attempt = await this.try([{ ...input, size: half }])
      if (attempt.reading === null) await this.restart()
      if (attempt.reading === null || faultOf(attempt) === null) break
      size = half
    }
    return size
  }

  private async restart(): Promise<void> {
    const { server } = this.options
    server.current = await server.current.restart()
  }

  private count({ answers }: Attempt): void {
    this.sent += answers.length
    for (const { status } of answers) {
      const name = String(status ?? 'none')
      this.statuses.set(name, (this.statuses.get(name) ?? 0) + 1)
    }
  }
}

function newCandidate(inputs: Generator<SlowInput>): Candidate | null {
  const { value, done } = inputs.next() as IteratorResult<SlowInput, undefined>
  return done ? null : { input: value, before: 0 }
}

function keyOf({ name }: Entry, kind: string): string {
  return `${name}: ${kind}`
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}… (${text.length})`
}
