import { DatabaseClient } from './database-client'

/** The comment begins a text whose result is not used: its error is that of the next statement of the transaction. */
const isSentAhead = /^(BEGIN$|\/\* sent ahead \*\/)/
const nothing = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] }

/**
 * Sends BEGIN, and what is marked, together with the statement that follows, and does not wait for their answers: one round
 * trip instead of two or three. PostgreSQL runs them in their order. If one fails, it refuses the others, and rolls back
 * where it is asked to commit. Every statement but ROLLBACK reports the first failure of its transaction.
 */
export class PipelinedClient extends DatabaseClient {
  private ahead: Promise<unknown>[] = []

  override query(config: unknown, ...rest: unknown[]): never {
    const send = super.query.bind(this) as (...given: unknown[]) => Promise<unknown>
    if (rest.length > 0 || !hasText(config)) return send(config, ...rest) as never
    const { text } = config
    if (isSentAhead.test(text)) return this.sendAhead(() => send(config)) as never
    const { ahead } = this
    if (text === 'COMMIT' || text === 'ROLLBACK') this.ahead = []
    return this.sendAfter(text === 'ROLLBACK' ? [] : ahead, () => send(config)) as never
  }

  private sendAhead(send: () => Promise<unknown>): Promise<unknown> {
    const { stream } = this
    stream.cork()
    // Nothing follows at once.
    setImmediate(() => stream.uncork())
    const answer = send()
    answer.catch(() => undefined)
    this.ahead.push(answer)
    return Promise.resolve(nothing)
  }

  private async sendAfter(ahead: Promise<unknown>[], send: () => Promise<unknown>): Promise<unknown> {
    const answer = send()
    const { stream } = this
    while (stream.writableCorked > 0) stream.uncork()
    if (ahead.length === 0) return answer
    await Promise.allSettled([...ahead, answer])
    await Promise.all(ahead)
    return answer
  }
}

function hasText(config: unknown): config is { text: string } {
  return typeof config === 'object' && config !== null && 'text' in config && typeof config.text === 'string'
}
