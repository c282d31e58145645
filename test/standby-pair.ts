import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../bin/free-port.mjs'
import { findPlace } from '../bin/postgres-location.mjs'
import type { EmbeddedDatabase } from '../bin/embedded-postgres.mjs'
import { startHaProxy, type HaProxy } from './haproxy.ts'
import { example, findDebianPostgres, password, PostgresServer } from './postgres-server.ts'

const manual = join(import.meta.dirname, '../docs/operating.md')

/** A primary and its standby from Debian’s packages, set up as docs/standby.md says, and HAProxy in front. */
export class StandbyPair {
  #haProxy: HaProxy | null = null

  private constructor(
    readonly servers: readonly [PostgresServer, PostgresServer],
    readonly port: number,
    public primary: PostgresServer,
  ) {}

  static async start(dataDir: string): Promise<StandbyPair> {
    const native = findDebianPostgres()
    if (native === null) throw new Error('This machine has no PostgreSQL of Debian’s packages.')
    const place = { ...findPlace(dataDir), native }
    const [a, b] = [
      await PostgresServer.prepare('foyer_a', place),
      await PostgresServer.prepare('foyer_b', place),
    ]
    await a.create()
    const roles = /```sql\n(.*?)```/s.exec(readFileSync(manual, 'utf8'))?.[1] ?? ''
    // One by one: CREATE DATABASE does not run together with others.
    for (const statement of roles.split(/(?<=;)\n/)) await a.query(statement.replace('…', password))
    await a.query(`CREATE ROLE replicator LOGIN REPLICATION PASSWORD '${password}'`)
    await a.query(example('haproxy.sql'))
    await b.copyFrom(a)
    await a.waitForStandby(b.name)
    const pair = new StandbyPair([a, b], await freePort(), a)
    await pair.restartHaProxy()
    return pair
  }

  get standby(): PostgresServer {
    const [a, b] = this.servers
    return this.primary === a ? b : a
  }

  /** For startTwoProcesses(). */
  get database(): EmbeddedDatabase {
    const { primary, port } = this
    return {
      port,
      alone: true,
      superuserUrl: primary.url('postgres', 'postgres'),
      ownerUrl: primary.url('foyer_owner', 'foyer'),
      appUrl: primary.url('foyer_app', 'foyer'),
      stop: () => this.stop(),
    }
  }

  get url(): string {
    return Object.assign(new URL(this.database.appUrl), { port: String(this.port) }).href
  }

  async restartHaProxy(given: { only?: PostgresServer } = {}): Promise<void> {
    await this.#haProxy?.stop()
    this.#haProxy = await startHaProxy(this.port, this.servers, given)
  }

  /** Returns the old primary. */
  async promote(): Promise<PostgresServer> {
    const { primary, standby } = this
    await standby.promote()
    this.primary = standby
    return primary
  }

  /** The old primary follows the new one, which then waits for it. */
  async follow(old: PostgresServer): Promise<void> {
    await old.stop()
    await old.copyFrom(this.primary)
    await this.primary.waitForStandby(old.name)
  }

  async stop(): Promise<void> {
    await this.#haProxy?.stop()
    for (const server of this.servers) {
      server.network.appear({ isAnother: true })
      await server.stop()
      await server.network.stop()
    }
  }
}
