import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { AcknowledgedWrites } from './acknowledged-writes.ts'
import { isHaProxyInstalled } from './haproxy.ts'
import { findDebianPostgres, type PostgresServer } from './postgres-server.ts'
import { prepareRequests } from './product-requests.ts'
import { send, type Answer, type Wanted } from './released-requests.ts'
import { readSignInForm, submission } from './sign-in-form.ts'
import { StandbyPair } from './standby-pair.ts'
import { startTwoProcesses, type TwoProcesses } from './two-processes.ts'

/**
 * Two processes whose PostgreSQL fails over to its standby, behind HAProxy: the primary is killed, then the next one is cut off.
 * Prints rows of JSON: {"name","rounds","figure","goal","ok"}. Needs a build and Debian’s packages postgresql and haproxy.
 * node test/standby.ts
 */
type Failure = 'killed' | 'cut off'

/** Milliseconds: HAProxy’s checks find a closed port at once, and silence after 2.5 seconds. Nobody promotes before. */
const noticedAfter: Record<Failure, number> = { killed: 1000, 'cut off': 3000 }

if (findDebianPostgres() !== null && isHaProxyInstalled()) await measure()
else row('skipped: this machine has no postgresql or haproxy of Debian', { figure: 0, goal: '0', ok: true })
process.exit()

async function measure(): Promise<void> {
  const started: { pair?: StandbyPair } = {}
  const product = await startTwoProcesses({
    variables: { RATE_LIMITS: 'off' },
    startDatabase: async (dataDir) => (started.pair = await StandbyPair.start(dataDir)).database,
    connect: () => Promise.resolve(started.pair?.url ?? ''),
  })
  try {
    if (!started.pair) throw new Error('The servers were not started.')
    const requests = await allRequests(product)
    await measureReadOnly(started.pair, requests)
    for (const failure of ['killed', 'cut off'] as const)
      await measureFailover(failure, { pair: started.pair, requests })
  } finally {
    await product.stop()
  }
}

interface Requests {
  /** Pages, a sign-in and one of each protocol. */
  all: readonly Wanted[]
  /** Of the Management API, to each process. */
  api: readonly Wanted[]
}

async function allRequests(product: TwoProcesses): Promise<Requests> {
  const { pages, protocols } = await prepareRequests(product)
  const signIns = await Promise.all(
    product.ports.map(async (port): Promise<Wanted> => {
      const form = await readSignInForm(port)
      return { ...submission(form, { email: 'ben@acme.test' }), port }
    }),
  )
  const { managementApi } = protocols
  if (!managementApi) throw new Error('There is no request to the Management API.')
  return {
    all: [...pages, ...Object.values(protocols), ...signIns],
    api: product.ports.map((port) => ({ ...managementApi, port })),
  }
}

/** All reach a standby that is in recovery, as they would by a name or a balancer that is wrong. */
async function measureReadOnly(pair: StandbyPair, { all, api }: Requests): Promise<void> {
  await pair.restartHaProxy({ only: pair.standby })
  const writes = new AcknowledgedWrites(api)
  const answers: Answer[] = []
  for (let times = 0; times < 5; times++) {
    answers.push(...(await Promise.all(all.map((one, index) => send(fromOwnNetwork(one, index))))))
    await pause(300)
  }
  const served = answers.filter(({ status }) => status > 0 && status < 500).length
  const refused = writes.answers.filter(({ status }) => status === 503).length
  answers.push(...writes.answers)
  await pair.restartHaProxy()
  await writes.end()
  row('read-only: answers that are faults', atMost(faultsIn(answers), 0))
  row('read-only: writes refused', { figure: refused, goal: '> 0', ok: refused > 0 })
  row('read-only: requests served', { figure: served, goal: '> 0', ok: served > 0 })
  await untilServed(all)
}

async function measureFailover(
  failure: Failure,
  { pair, requests }: { pair: StandbyPair; requests: Requests },
): Promise<void> {
  await untilServed(requests.all)
  const writes = new AcknowledgedWrites([...requests.api, ...requests.api])
  await pause(2000)
  if (failure === 'killed') await pair.primary.kill()
  else pair.primary.network.vanish()
  const failedAt = performance.now()
  await pause(noticedAfter[failure])
  const promotedAt = performance.now()
  const old = await pair.promote()
  const answers = await untilServed(requests.all)
  const servedAt = performance.now()
  await pause(2000)
  const returned = await measureReturn(failure, { pair, old, writes })
  await writes.end()
  const { acknowledged, lost, doubled } = await writes.countOn(pair.primary)
  const faults = faultsIn([...answers, ...writes.answers])
  row(`${failure}: acknowledged writes lost`, { ...atMost(lost, 0), rounds: acknowledged })
  row(`${failure}: writes doubled`, { ...atMost(doubled, 0), rounds: acknowledged })
  const seconds = (from: number) => Number(((servedAt - from) / 1000).toFixed(1))
  row(`${failure}: seconds from the promotion until all is served`, atMost(seconds(promotedAt), 5))
  row(`${failure}: seconds from the failure until all is served`, atMost(seconds(failedAt), 8))
  row(`${failure}: answers that are faults`, {
    ...atMost(faults, 0),
    rounds: answers.length + writes.answers.length,
  })
  row(`${failure}: connections of Foyer to the old primary`, atMost(returned.connections, 0))
  row(`${failure}: new connections that reach the old primary`, {
    ...atMost(returned.reached, 0),
    rounds: 20,
  })
  row(`${failure}: writes sent to the old primary`, atMost(returned.writes, 0))
  await pair.follow(old)
}

/** The old primary is back, and does not know of the new one. */
async function measureReturn(
  failure: Failure,
  { pair, old, writes }: { pair: StandbyPair; old: PostgresServer; writes: AcknowledgedWrites },
): Promise<{ connections: number; reached: number; writes: number }> {
  const returnedAt = performance.now()
  if (failure === 'killed') await old.start()
  else old.network.appear({ isAnother: false })
  // Its connections from before have to be noticed as closed.
  await pause(1000)
  let [connections, reached] = [0, 0]
  for (let times = 0; times < 20; times++) {
    const [found] = await old.query<{ count: number }>(
      "SELECT count(*)::int FROM pg_stat_activity WHERE usename = 'foyer_app' AND wait_event IS DISTINCT FROM 'SyncRep'",
    )
    connections = Math.max(connections, found?.count ?? 0)
    if ((await serverBehind(pair)) === old.port) reached++
    await pause(200)
  }
  return { connections, reached, writes: await writes.countSentAfter(returnedAt, old) }
}

/** The port of the server to which HAProxy leads a new connection. */
async function serverBehind(pair: StandbyPair): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: pair.url })
  await client.connect()
  const { rows } = await client.query<{ port: number }>('SELECT inet_server_port() AS port')
  await client.end()
  return rows[0]?.port
}

/** All answers until each of the requests was served once. */
async function untilServed(wanted: readonly Wanted[]): Promise<Answer[]> {
  const begun = performance.now()
  const answers: Answer[] = []
  const sendUntilServed = async (request: Wanted, index: number) => {
    for (;;) {
      const answer = await send(fromOwnNetwork(request, index))
      answers.push(answer)
      if (answer.status > 0 && answer.status < 500) return
      if (performance.now() - begun > 60_000) throw new Error(`${request.path} is not served again.`)
      await pause(100)
    }
  }
  await Promise.all(wanted.map(sendUntilServed))
  return answers
}

function fromOwnNetwork(request: Wanted, index: number): Wanted {
  return { ...request, headers: { ...request.headers, 'x-forwarded-for': `10.255.0.${index}` } }
}

/** Neither served nor refused with 503 and Retry-After. */
function faultsIn(answers: readonly Answer[]): number {
  const faults = answers.filter(({ status, retryAfter }) =>
    status === 503 ? retryAfter === null : status === 0 || status >= 500,
  )
  for (const { status, head, body } of faults.slice(0, 3)) console.error(status, head, body.slice(0, 300))
  return faults.length
}

function atMost(figure: number, goal: number): { figure: number; goal: string; ok: boolean } {
  return { figure, goal: `<= ${goal}`, ok: figure <= goal }
}

function row(name: string, given: { rounds?: number; figure: number; goal: string; ok: boolean }): void {
  if (!given.ok) process.exitCode = 1
  console.log(JSON.stringify({ name: `Standby: ${name}`, rounds: given.rounds ?? 1, ...given }))
}
