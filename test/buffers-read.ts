import pg from 'pg'
import { z } from 'zod'

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string | undefined
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number | undefined
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: PlanNode[] | undefined
}

const planNode: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  'Shared Hit Blocks': z.number(),
  'Shared Read Blocks': z.number(),
  Plans: z.lazy(() => planNode.array()).optional(),
})
const plan = z.tuple([z.object({ Plan: planNode, 'Execution Time': z.number() })])
/** What EXPLAIN takes. */
const explained = /^\s*(?:\/\*[^*]*\*\/\s*)?(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i

interface Read {
  text: string
  buffers: number
  milliseconds: number
  plan: PlanNode
}

/** How many buffers the one statement reads whose text fits. */
export async function buffersRead(statement: RegExp, work: () => Promise<unknown>): Promise<number> {
  const [read, ...others] = await readBy(statement, work)
  if (read === undefined || others.length > 0)
    throw new Error(`${others.length + (read ? 1 : 0)} statements fit ${String(statement)}, not one.`)
  return read.buffers
}

/** How many buffers all its statements read together, those of the functions that they call included. */
export async function allBuffersRead(work: () => Promise<unknown>): Promise<number> {
  const reads = await readBy(explained, work)
  if (reads.length === 0) throw new Error('The work has no statement.')
  return reads.reduce((sum, { buffers }) => sum + buffers, 0)
}

export interface ReadCost {
  statements: number
  buffers: number
  milliseconds: number
  /** Scans of whole tables, and sorts, of more rows than that. */
  excesses: string[]
}

export async function costOfReads(work: () => Promise<unknown>, mostRows: number): Promise<ReadCost> {
  const reads = await readBy(explained, work)
  return {
    statements: reads.length,
    buffers: reads.reduce((sum, { buffers }) => sum + buffers, 0),
    milliseconds: reads.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    excesses: reads.flatMap((read) => excessesOf(read.plan, mostRows)),
  }
}

/**
 * EXPLAIN (ANALYZE, BUFFERS) of each statement that fits, with its values, on the connection and in the transaction in
 * which the work runs it, prepared as there: with a plan for its values, or one for all values where the transaction keeps
 * plans. What EXPLAIN does there is undone.
 */
async function readBy(statement: RegExp, work: () => Promise<unknown>): Promise<Read[]> {
  const found: Read[] = []
  const query: unknown = Reflect.get(pg.Client.prototype, 'query')
  if (typeof query !== 'function') throw new Error('pg’s clients do not query.')
  const ask = query
  const open = new WeakSet<object>()
  const last = new WeakMap<object, Promise<unknown>>()
  // One after the other, though the client sends some without waiting.
  function explaining(this: object, ...args: unknown[]): Promise<unknown> {
    const before = last.get(this) ?? Promise.resolve()
    const next = before.catch(() => undefined).then(() => explain.apply(this, args))
    last.set(this, next)
    return next
  }
  async function explain(this: object, ...args: unknown[]): Promise<unknown> {
    const [config] = args
    const text = textOf(config)
    if (/^BEGIN/i.test(text)) open.add(this)
    if (/^(COMMIT|ROLLBACK)/i.test(text)) open.delete(this)
    if (isStatement(config) && statement.test(text)) {
      const [before, after] = open.has(this)
        ? ['SAVEPOINT explained', 'ROLLBACK TO SAVEPOINT explained']
        : ['BEGIN', 'ROLLBACK']
      await Reflect.apply(ask, this, [before])
      const send = (sent: string): unknown => Reflect.apply(ask, this, [{ text: sent, rowMode: 'array' }])
      found.push({ text, ...(await costOf(send, config)) })
      await Reflect.apply(ask, this, [after])
    }
    const result: unknown = await Reflect.apply(ask, this, args)
    return result
  }
  Reflect.set(pg.Client.prototype, 'query', explaining)
  await work().finally(() => Reflect.set(pg.Client.prototype, 'query', query))
  return found
}

function textOf(config: unknown): string {
  if (typeof config === 'string') return config
  return isStatement(config) ? config.text : ''
}

interface Statement {
  text: string
  values?: readonly unknown[]
}

function isStatement(value: unknown): value is Statement {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'text') === 'string'
}

async function costOf(
  ask: (text: string) => unknown,
  { text, values = [] }: Statement,
): Promise<Omit<Read, 'text'>> {
  await ask(`PREPARE explained AS ${text}`)
  const given = values.map((value) => (value === null ? 'NULL' : pg.escapeLiteral(textOfValue(value))))
  const list = given.length > 0 ? `(${given.join(', ')})` : ''
  const cost = costIn(await ask(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE explained${list}`))
  await ask('DEALLOCATE explained')
  return cost
}

/** As PostgreSQL reads it in a literal. */
function textOfValue(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map((one) => JSON.stringify(textOfValue(one))).join(',')}}`
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function costIn(result: unknown): Omit<Read, 'text'> {
  const { rows } = z.object({ rows: z.tuple([z.tuple([z.unknown()])]) }).parse(result)
  const [[said]] = rows
  const [{ Plan: root, ...times }] = plan.parse(typeof said === 'string' ? JSON.parse(said) : said)
  return {
    buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
    milliseconds: times['Execution Time'],
    plan: root,
  }
}

function excessesOf(node: PlanNode, mostRows: number): string[] {
  const { Plans: below = [], 'Node Type': type } = node
  const read = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)
  const sorted = type === 'Sort' ? (below[0]?.['Actual Rows'] ?? 0) : 0
  return [
    ...(type === 'Seq Scan' && read > mostRows ? [`${read} rows of ${node['Relation Name']} scanned`] : []),
    ...(sorted > mostRows ? [`${sorted} rows sorted`] : []),
    ...below.flatMap((one) => excessesOf(one, mostRows)),
  ]
}
