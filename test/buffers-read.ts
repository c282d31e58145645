import pg from 'pg'
import { z } from 'zod'

const plan = z.tuple([
  z.object({ Plan: z.object({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }) }),
])

/**
 * How many buffers the one statement reads whose text fits, by EXPLAIN (ANALYZE, BUFFERS) of that very statement with
 * its values, on the connection and in the transaction in which the work runs it.
 */
export async function buffersRead(statement: RegExp, work: () => Promise<unknown>): Promise<number> {
  const found: number[] = []
  const query: unknown = Reflect.get(pg.Client.prototype, 'query')
  if (typeof query !== 'function') throw new Error('pg’s clients do not query.')
  const ask = query
  async function explaining(this: unknown, ...args: unknown[]): Promise<unknown> {
    const [config] = args
    if (isStatement(config) && statement.test(config.text)) {
      const text = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${config.text}`
      const unnamed = { ...config, text, name: undefined }
      found.push(buffersIn(await Reflect.apply(ask, this, [unnamed])))
    }
    const result: unknown = await Reflect.apply(ask, this, args)
    return result
  }
  Reflect.set(pg.Client.prototype, 'query', explaining)
  await work().finally(() => Reflect.set(pg.Client.prototype, 'query', query))
  const [buffers, ...others] = found
  if (buffers === undefined || others.length > 0)
    throw new Error(`${found.length} statements fit ${String(statement)}, not one.`)
  return buffers
}

function isStatement(value: unknown): value is { text: string } {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'text') === 'string'
}

function buffersIn(result: unknown): number {
  const { rows } = z.object({ rows: z.tuple([z.tuple([z.unknown()])]) }).parse(result)
  const [[said]] = rows
  const [{ Plan: root }] = plan.parse(typeof said === 'string' ? JSON.parse(said) : said)
  return root['Shared Hit Blocks'] + root['Shared Read Blocks']
}
