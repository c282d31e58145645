import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { send, type Answer, type Wanted } from './released-requests.ts'
import type { PostgresServer } from './postgres-server.ts'

interface Write {
  /** Of the application that it creates, and the Idempotency-Key. */
  name: string
  /** Of the last attempt whose outcome could be this row, as performance.now(). */
  firstSentAt: number
  /** Where the answer was 201. */
  id: string | null
}

export interface Counts {
  acknowledged: number
  lost: number
  doubled: number
}

/** Applications that are created through the Management API, one after the other by each writer, until the end. */
export class AcknowledgedWrites {
  readonly #writes: Write[] = []
  readonly answers: Answer[] = []
  readonly #loops: Promise<void>[]
  #isOver = false

  constructor(targets: readonly Wanted[]) {
    this.#loops = targets.map((target, index) => this.#write(target, index))
  }

  async end(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.#loops)
  }

  /** What the server has of them. */
  async countOn(server: PostgresServer): Promise<Counts> {
    const rows = await found(server)
    const acknowledged = this.#writes.filter(({ id }) => id !== null)
    const lost = acknowledged.filter(
      ({ name, id }) => !rows.some((row) => row.name === name && row.id === id),
    )
    const times = new Map<string, number>()
    for (const { name } of rows) times.set(name, (times.get(name) ?? 0) + 1)
    const doubled = [...times.values()].filter((count) => count > 1)
    return { acknowledged: acknowledged.length, lost: lost.length, doubled: doubled.length }
  }

  /** How many of those on the server were sent for the first time after that, as performance.now(). */
  async countSentAfter(time: number, server: PostgresServer): Promise<number> {
    const names = new Set((await found(server)).map(({ name }) => name))
    return this.#writes.filter(({ name, firstSentAt }) => firstSentAt > time && names.has(name)).length
  }

  async #write(target: Wanted, index: number): Promise<void> {
    while (!this.#isOver) {
      const write: Write = { name: `written ${randomUUID()}`, firstSentAt: performance.now(), id: null }
      this.#writes.push(write)
      await this.#sendUntilAnswered(write, target, index)
    }
  }

  /** Again with the same key while it is refused. Where the outcome is not known, the row may be there or not. */
  async #sendUntilAnswered(write: Write, target: Wanted, index: number): Promise<void> {
    const headers = {
      ...target.headers,
      'content-type': 'application/json',
      'x-forwarded-for': `10.254.0.${index}`,
      'idempotency-key': write.name.replace(' ', '-'),
    }
    const wanted: Wanted = {
      ...target,
      method: 'POST',
      path: '/api/v2/clients',
      headers,
      body: JSON.stringify({ name: write.name }),
    }
    for (;;) {
      const answer = await send(wanted)
      this.answers.push(answer)
      if (answer.status === 201) write.id = clientIn(answer)
      if (answer.status !== 503 && answer.status !== 0) return
      await pause(100)
    }
  }
}

function clientIn({ body }: Answer): string {
  // Sent whole or in chunks, whose lengths stand on lines of their own.
  const text = /\{.*\}/s.exec(body)?.[0].replaceAll(/\r\n[\da-f]*\r?\n?/gi, '') ?? ''
  return z.object({ client_id: z.string() }).parse(JSON.parse(text)).client_id
}

function found(server: PostgresServer): Promise<{ id: string; name: string }[]> {
  return server.query("SELECT id, name FROM clients WHERE name LIKE 'written %'", [], 'foyer')
}
