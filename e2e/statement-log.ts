import { randomUUID } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { findPlace } from '../bin/postgres-location.mjs'
import { join } from 'node:path'
import { asSuperuser } from './database'

/** What PostgreSQL did for one tenant. */
export interface Cost {
  /** Those that were begun and committed or rolled back; a statement alone is none. */
  transactions: number
  /** Without BEGIN, COMMIT and ROLLBACK. */
  statements: readonly string[]
}

interface Logged {
  pid: string
  text: string
  /** With its parameters. */
  whole: string
}

const line = /^<(\d+)> LOG:  (?:execute [^:]*|statement): /
const bounds = /^(BEGIN|COMMIT|ROLLBACK)/i
/** The reason given by transactions of background workers and of other tests. They are not a part of any request. */
const whyOfWorkers =
  /"why": ?"(the worker sends email|the cleanup covers|a browser test prepares data|the webhooks of all|events of the log are sent|a delivery to a webhook|an attempt to send|the log streams of all|events of the log are claimed|the delivery of a batch)/
/**
 * Of what no request asks for: sealing, the tenants and keys, which are kept for a while, and that a session was seen,
 * which is noted once a minute.
 */
const ofWorkers =
  /audit_seals|mails SET|FROM "?public"?\."?tenants"?|sealed_private IS NOT NULL|FOR UPDATE SKIP LOCKED|foyer\.note_seen\(/
const ofQueue = /pgboss\./
const ofRequests = /foyer\./

/** The statements that the running product sends, from the log of its own embedded PostgreSQL. */
export class StatementLog {
  private constructor(
    private readonly superuser: pg.Client,
    private readonly path: string,
  ) {}

  /** Logs every statement until close(); waits while another one is open. */
  static async open(): Promise<StatementLog> {
    const superuser = new pg.Client(asSuperuser())
    await superuser.connect()
    await superuser.query("SELECT pg_advisory_lock(hashtext('statement log'))")
    const { home } = findPlace(process.env['FOYER_DATA'] ?? '.foyer') as { home: string }
    const log = new StatementLog(superuser, join(home, 'postgres.log'))
    await log.set("log_line_prefix = '<%p> '")
    await log.set("log_statement = 'all'")
    return log
  }

  async close(): Promise<void> {
    for (const name of ['log_statement', 'log_line_prefix'])
      await this.superuser.query(`ALTER SYSTEM RESET ${name}`)
    await this.superuser.query('SELECT pg_reload_conf()')
    await this.superuser.end()
  }

  /** What the work costs the tenant. Everything that it starts must have ended when it resolves. */
  async costOf<T>(tenantId: string, work: () => Promise<T>): Promise<{ cost: Cost; result: T }> {
    const from = this.size()
    const result = await work()
    await pause(30)
    return { cost: costIn(await this.readWhole(from), tenantId), result }
  }

  /** On a busy machine the log comes late: a statement of our own tells when all before it is there. */
  private async readWhole(from: number): Promise<string> {
    const mark = randomUUID()
    await this.superuser.query(`SELECT '${mark}'`)
    for (;;) {
      const text = this.readFrom(from)
      if (text.includes(mark)) return text
      await pause(5)
    }
  }

  /** The least of what the same work costs several times, once it was done before: what others do at the same time counts. */
  async leastCostOf<T>(tenantId: string, work: () => Promise<T>): Promise<{ cost: Cost; result: T }> {
    await work()
    let least = await this.costOf(tenantId, work)
    for (let times = 0; times < 2; times++) {
      const next = await this.costOf(tenantId, work)
      if (isLess(next.cost, least.cost)) least = next
    }
    return least
  }

  /** Waits until the workers have sent all emails of the tenant: what they do meanwhile could be counted. */
  async untilEmailsAreSent(tenantId: string): Promise<void> {
    const text = "SELECT FROM mails WHERE tenant_id = $1 AND state = 'queued'"
    while (((await this.superuser.query(text, [tenantId])).rowCount ?? 0) > 0) await pause(100)
  }

  private async set(setting: string): Promise<void> {
    await this.superuser.query(`ALTER SYSTEM SET ${setting}`)
    await this.superuser.query('SELECT pg_reload_conf()')
  }

  private size(): number {
    const file = openSync(this.path, 'r')
    const { size } = fstatSync(file)
    closeSync(file)
    return size
  }

  private readFrom(from: number): string {
    const file = openSync(this.path, 'r')
    const bytes = Buffer.alloc(fstatSync(file).size - from)
    readSync(file, bytes, 0, bytes.length, from)
    closeSync(file)
    return bytes.toString()
  }
}

/** A cost without statements counts only if each measurement has none: otherwise the log missed them. */
function isLess({ statements: { length } }: Cost, { statements: { length: least } }: Cost): boolean {
  return least === 0 ? length > 0 : length > 0 && length < least
}

function costIn(text: string, tenantId: string): Cost {
  const groups = grouped(logged(text)).filter((group) => group.some(({ whole }) => whole.includes(tenantId)))
  const costly = groups.filter((group) => !isOfWorker(group))
  return {
    transactions: costly.filter(([first]) => first && bounds.test(first.text)).length,
    statements: costly
      .flat()
      .map(({ text }) => text)
      .filter((text) => !bounds.test(text)),
  }
}

/** The queue works by itself; a request puts jobs into it within its own transaction. */
function isOfWorker(group: readonly Logged[]): boolean {
  const has = (words: RegExp) => group.some(({ text }) => words.test(text))
  const isByWorker = group.some(({ whole }) => whyOfWorkers.test(whole))
  return isByWorker || has(ofWorkers) || (has(ofQueue) && !has(ofRequests)) || isCutOff(group)
}

/** A part of a transaction that began before the work, or was not over after it: a request waits for its own. */
function isCutOff(group: readonly Logged[]): boolean {
  const [first, last] = [group[0]?.text ?? '', group.at(-1)?.text ?? '']
  // Alone, a request only calls functions that set their own context.
  if (!bounds.test(first) && !ofRequests.test(first)) return true
  if (/^BEGIN/i.test(first)) return !/^(COMMIT|ROLLBACK)/i.test(last)
  return bounds.test(first) || /foyer\.begin_/.test(first)
}

/** Statements and the lines that follow them, of several processes at once. */
function logged(text: string): Logged[] {
  const found: Logged[] = []
  for (const row of text.split('\n')) {
    const pid = line.exec(row)?.[1]
    if (pid !== undefined) found.push({ pid, text: row.replace(line, ''), whole: row })
    else appendTo(found, row)
  }
  return found
}

function appendTo(found: Logged[], row: string): void {
  const last = found.at(-1)
  if (!last) return
  last.whole += `\n${row}`
  if (row.startsWith('\t')) last.text += ` ${row.trim()}`
}

/** Statements of one transaction together; one outside of any is alone. */
function grouped(statements: readonly Logged[]): Logged[][] {
  const groups: Logged[][] = []
  const open = new Map<string, Logged[]>()
  for (const statement of statements) {
    const group = open.get(statement.pid)
    if (group) group.push(statement)
    else {
      const begun = [statement]
      groups.push(begun)
      if (/^BEGIN/i.test(statement.text)) open.set(statement.pid, begun)
    }
    if (/^(COMMIT|ROLLBACK)/i.test(statement.text)) open.delete(statement.pid)
  }
  return groups
}
