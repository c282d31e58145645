import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from '../bin/free-port.mjs'
import { give, type Place } from '../bin/postgres-location.mjs'
import { processesIn } from '../bin/processes.mjs'
import { VanishingDatabase } from './vanishing-database.ts'

export type ServerName = 'foyer_a' | 'foyer_b'

const packages = '/usr/lib/postgresql'
const examples = join(import.meta.dirname, '../deploy/standby')
/** Of every role that has one. */
export const password = 'a-password-for-tests'

/** Where the newest PostgreSQL of Debian’s packages is, or null. */
export function findDebianPostgres(): string | null {
  const versions = existsSync(packages)
    ? readdirSync(packages)
        .map(Number)
        .sort((a, b) => b - a)
    : []
  const newest = versions.find((version) => existsSync(join(packages, String(version), 'bin/postgres')))
  return newest === undefined ? null : join(packages, String(newest))
}

/** One of two servers with the settings of `deploy/standby`, behind a network that can vanish. */
export class PostgresServer {
  readonly #place: Place
  readonly #data: string

  /** Of the server, past the network. */
  readonly port: number

  private constructor(
    readonly name: ServerName,
    readonly network: VanishingDatabase,
    at: { place: Place; port: number },
  ) {
    this.#place = at.place
    this.port = at.port
    this.#data = join(at.place.home, name)
  }

  static async prepare(name: ServerName, place: Place): Promise<PostgresServer> {
    const port = await freePort()
    const network = await VanishingDatabase.start(urlOf(port, { role: 'postgres', database: 'postgres' }))
    return new PostgresServer(name, network, { place, port })
  }

  /** Past the network, where it is not gone. */
  url(role: 'postgres' | 'foyer_owner' | 'foyer_app', database: 'postgres' | 'foyer'): string {
    return urlOf(this.port, { role, database })
  }

  get networkPort(): number {
    return Number(new URL(this.network.url).port)
  }

  async create(): Promise<void> {
    const file = join(this.#place.home, 'password')
    writeFileSync(file, password)
    give(file, this.#place.account)
    const access = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${file}`]
    const locale = ['--encoding=UTF8', '--locale=C.UTF-8']
    await this.#run('initdb', ['-D', this.#data, ...access, ...locale, '--no-sync'])
    rmSync(file)
    const settings = join(this.#data, 'postgresql.conf')
    writeFileSync(settings, `${readFileSync(settings, 'utf8')}\ninclude_dir = 'conf.d'\n`)
    const rules = join(this.#data, 'pg_hba.conf')
    writeFileSync(
      rules,
      example('pg_hba.conf').replaceAll('10.0.0.0/24', '127.0.0.1/32') + readFileSync(rules, 'utf8'),
    )
    mkdirSync(join(this.#data, 'conf.d'))
    give(join(this.#data, 'conf.d'), this.#place.account)
    this.#set(
      'foyer.conf',
      example('foyer.conf').replace("listen_addresses = '*'", "listen_addresses = '127.0.0.1'"),
    )
    await this.start()
  }

  /** In the place of what it had. Debian’s settings are in another folder, and are not copied. */
  async copyFrom(primary: PostgresServer): Promise<void> {
    rmSync(this.#data, { recursive: true, force: true })
    const source = `host=127.0.0.1 port=${primary.networkPort} user=replicator password=${password} application_name=${this.name}`
    await this.#run('pg_basebackup', ['-D', this.#data, '-R', '-X', 'stream', '-c', 'fast', '-d', source])
    rmSync(join(this.#data, 'conf.d/synchronous.conf'), { force: true })
    await this.start()
  }

  /** From here on it answers a commit when the standby has it. */
  async waitForStandby(standby: ServerName): Promise<void> {
    this.#set('synchronous.conf', example('synchronous.conf').replace("'foyer_b'", `'${standby}'`))
    await this.#run('pg_ctl', ['-D', this.#data, 'reload'])
    const isFollowed = 'SELECT FROM pg_stat_replication WHERE application_name = $1 AND sync_state = $2'
    while ((await this.query(isFollowed, [standby, 'sync'])).length === 0) await pause(50)
  }

  async start(): Promise<void> {
    const log = join(this.#place.home, `${this.name}.log`)
    const options = `-p ${this.port} -c unix_socket_directories=`
    await this.#run('pg_ctl', ['-D', this.#data, '-w', '-l', log, '-o', options, 'start'])
  }

  async stop(): Promise<void> {
    if (existsSync(join(this.#data, 'postmaster.pid')))
      await this.#run('pg_ctl', ['-D', this.#data, '-m', 'immediate', '-w', 'stop']).catch(() => undefined)
  }

  /** All of its processes, as a machine that loses power. */
  async kill(): Promise<void> {
    while (processesIn(this.#data).length > 0) {
      for (const pid of processesIn(this.#data)) killIfThere(Number(pid))
      await pause(20)
    }
  }

  async promote(): Promise<void> {
    await this.#run('pg_ctl', ['-D', this.#data, '-w', 'promote'])
  }

  /** As the superuser, in the product’s database if there is one. */
  async query<Row extends pg.QueryResultRow>(
    text: string,
    values: unknown[] = [],
    database: 'postgres' | 'foyer' = 'postgres',
  ): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url('postgres', database) })
    await client.connect()
    try {
      return (await client.query<Row>(text, values)).rows
    } finally {
      await client.end()
    }
  }

  #set(file: string, text: string): void {
    const path = join(this.#data, 'conf.d', file)
    writeFileSync(path, text)
    give(path, this.#place.account)
  }

  /** Not synchronously: the network is in this process. */
  async #run(tool: string, args: string[]): Promise<void> {
    await promisify(execFile)(join(this.#place.native, 'bin', tool), args, {
      ...this.#place.account,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
    })
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

export function example(file: string): string {
  return readFileSync(join(examples, file), 'utf8')
}

function urlOf(port: number, { role, database }: { role: string; database: string }): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`
}
