import { chromium } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { findBrowser } from '../bin/browser.mjs'
import { buildIfStale } from '../bin/build.mjs'
import { migrate } from '../bin/migrate.ts'
import {
  call,
  countLeft,
  countOrganizations,
  createOrganization,
  newName,
  problemIn,
  requestToken,
  until,
  type PooledApi,
} from './pooled-api.ts'
import { hasPgbouncer, readTimeouts, startPgbouncer, type Pooler, type PoolMode } from './start-pgbouncer.ts'
import { startTwoProcesses, superuserUrl } from './two-processes.ts'

/**
 * Two processes behind Debian’s PgBouncer with the settings of `deploy/`, in transaction and in session mode. Prints rows of JSON:
 * {"name","rounds","figure","goal","ok"}. node test/pgbouncer.ts [rounds]
 */
const rounds = Number(process.argv[2] ?? 20)
const atOnce = 12
await buildIfStale()
for (const mode of ['transaction', 'session'] as const) {
  if (hasPgbouncer()) await measure(mode)
  else row(mode, { what: 'skipped: this machine has no pgbouncer', figure: null, goal: null })
}
process.exit()

interface Row {
  what: string
  figure: number | string | null
  goal: number | string | null
  ok?: boolean
}

function row(mode: PoolMode, { what, figure, goal, ok = figure === goal }: Row): void {
  if (!ok) process.exitCode = 1
  console.log(JSON.stringify({ name: `PgBouncer, ${mode}s: ${what}`, figure, goal, ok }))
}

interface Place extends PooledApi {
  mode: PoolMode
  pooler: Pooler
}

async function measure(mode: PoolMode): Promise<void> {
  let pooler: Pooler | undefined
  const product = await startTwoProcesses({
    variables: { RATE_LIMITS: 'off' },
    connect: async (appUrl) => {
      pooler = await startPgbouncer(mode, [appUrl])
      return pooler.urlOf(appUrl)
    },
  })
  if (!pooler) throw new Error('No pooler was started.')
  try {
    const place = { mode, product, pooler, authorization: await requestToken(product) }
    row(mode, {
      what: 'timeouts of its sessions',
      figure: await readTimeouts(pooler.urlOf(product.database.appUrl)),
      goal: '5s 4500ms 10s',
    })
    await useBrowser(place)
    await raceKeys(place)
    await raceTags(place)
    row(mode, {
      what: 'lines of errors',
      figure: product.output().split('"level":"error"').length - 1,
      goal: 0,
    })
    await sendMany(place)
    await killHolder(place)
    row(mode, { what: 'migrating through it', figure: await migrateThrough(place), goal: 'refused' })
  } finally {
    await product.stop()
    await pooler.stop()
  }
}

/** A sign-in and an invitation, whose email is a job. */
async function useBrowser({ mode, product }: Place): Promise<void> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] })
  try {
    const origin = `http://localhost:${product.ports[0]}`
    const page = await browser.newPage({ baseURL: origin })
    await page.goto('/sign-in')
    await page.getByRole('textbox', { name: 'Email' }).fill('ann@acme.test')
    await page.getByLabel('Password', { exact: true }).fill('open-the-front-door')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL((url) => url.pathname === '/orgs')
    row(mode, { what: 'a sign-in leads to', figure: new URL(page.url()).pathname, goal: '/orgs' })
    const address = `pooled-${mode}@acme.test`
    await page.goto('/o/acme/invitations')
    await page.getByRole('button', { name: 'Invite people' }).first().click()
    await page.getByRole('textbox', { name: 'Email addresses' }).fill(address)
    await page.getByRole('button', { name: /^Send (\d+ )?invitations?$/ }).click()
    await page.getByRole('row').filter({ hasText: address }).waitFor({ timeout: 30_000 })
    const found = await until(async () => {
      const mails = (await (await fetch(`${origin}/dev/mail.json?to=${address}`)).json()) as unknown[]
      return mails.length > 0
    })
    row(mode, { what: 'an invitation by a form, and its email by a job', figure: found, goal: 'yes' })
  } finally {
    await browser.close()
  }
}

/** The same key at both processes at once. */
async function raceKeys(place: Place): Promise<void> {
  let [differing, wrong] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    const [key, name] = [randomUUID(), newName()]
    const replies = await Promise.all(
      Array.from({ length: atOnce }, (_, index) =>
        createOrganization(place, { process: index % 2, key, name }),
      ),
    )
    if (
      new Set(replies.map(({ status, text }) => `${status} ${text}`)).size > 1 ||
      replies[0]?.status !== 201
    )
      differing += 1
    if ((await countOrganizations(place, name)) !== 1) wrong += 1
  }
  const what = `${rounds} keys, each ${atOnce} times at both processes:`
  row(place.mode, { what: `${what} not the same 201 for all`, figure: differing, goal: 0 })
  row(place.mode, { what: `${what} not done exactly once`, figure: wrong, goal: 0 })
}

/** The same ETag at both processes at once: one change is made. */
async function raceTags(place: Place): Promise<void> {
  let wrong = 0
  for (let round = 0; round < rounds; round++) {
    const { text } = await createOrganization(place, { process: 0, key: randomUUID(), name: newName() })
    const path = `organizations/${(JSON.parse(text) as { id: string }).id}`
    const { etag } = await call(place, { process: 0, method: 'GET', path })
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        call(place, {
          process: index % 2,
          method: 'PATCH',
          path,
          headers: { 'if-match': etag ?? '' },
          body: { display_name: `Number ${index}` },
        }),
      ),
    )
    const statuses = replies.map(({ status }) => status).toSorted((one, other) => one - other)
    if (statuses.join(' ') !== '200 412 412 412 412 412') wrong += 1
  }
  row(place.mode, {
    what: `${rounds} ETags, each six times: not changed exactly once`,
    figure: wrong,
    goal: 0,
  })
}

/** More keys than PostgreSQL has connections: none may wait for one that another holds. */
async function sendMany(place: Place): Promise<void> {
  const begun = performance.now()
  const replies = await Promise.all(
    Array.from({ length: 120 }, (_, index) =>
      createOrganization(place, { process: index % 2, key: randomUUID(), name: newName() }),
    ),
  )
  const seconds = (performance.now() - begun) / 1000
  const faults = replies.filter(({ status }) => status !== 201 && status !== 503).length
  row(place.mode, { what: '120 keys at once: neither done nor refused with 503', figure: faults, goal: 0 })
  row(place.mode, {
    what: 'seconds until all are answered',
    figure: Math.ceil(seconds),
    goal: '<= 8',
    ok: seconds <= 8,
  })
  // A lease that could not be released in the crowd ends by itself.
  await pause(10_000)
  const left = await countLeft(place)
  row(place.mode, {
    what: 'locks and leases left after ten seconds',
    figure: `${left.locks} ${left.leases}`,
    goal: '0 0',
  })
  const most = place.mode === 'transaction' ? 20 : 56
  row(place.mode, {
    what: 'connections of PostgreSQL',
    figure: left.sessions,
    goal: `1 to ${most}`,
    ok: left.sessions > 0 && left.sessions <= most,
  })
}

/** A process is killed in the transaction of a request that has a key. */
async function killHolder(place: Place): Promise<void> {
  const { product, mode } = place
  const blocking = new pg.Client({ connectionString: superuserUrl(product) })
  await blocking.connect()
  const [key, name] = [randomUUID(), newName()]
  await blocking.query('BEGIN; LOCK TABLE organization_slugs IN SHARE MODE')
  const killed = createOrganization(place, { process: 0, key, name }).catch(() => ({
    status: 0,
    text: '',
    etag: null,
  }))
  await until(
    async () =>
      (await blocking.query('SELECT FROM limits.leases WHERE expires_at > clock_timestamp()')).rowCount === 1,
  )
  await until(
    async () =>
      (
        await blocking.query(
          `SELECT FROM pg_locks WHERE NOT granted AND relation = 'organization_slugs'::regclass`,
        )
      ).rowCount === 1,
  )
  product.signal(0, 'SIGKILL')
  row(mode, { what: 'the answer of a killed process', figure: (await killed).status, goal: 0 })
  await blocking.query('ROLLBACK')
  await blocking.end()
  const early = await createOrganization(place, { process: 1, key, name })
  row(mode, {
    what: 'the same key at the other one, at once',
    figure: problemIn(early),
    goal: '409 conflict',
  })
  await pause(10_000)
  const late = await createOrganization(place, { process: 1, key, name })
  const unknown = '409 idempotency_outcome_unknown'
  row(mode, { what: 'and when the lease has lapsed', figure: problemIn(late), goal: unknown })
  row(mode, { what: 'of what the killed one did', figure: await countOrganizations(place, name), goal: 0 })
  const other = await createOrganization(place, { process: 1, key: randomUUID(), name })
  row(mode, { what: 'another key', figure: other.status, goal: 201 })
  await product.restart(0)
  const again = await createOrganization(place, { process: 0, key, name })
  row(mode, { what: 'the same key at the restarted process', figure: problemIn(again), goal: unknown })
}

async function migrateThrough({ product, pooler }: Place): Promise<string> {
  const { appUrl } = product.database
  return migrate({ ownerUrl: pooler.urlOf(appUrl), appUrl }).then(
    () => 'migrated',
    (error: unknown) => (String(error).includes('leads to a connection pooler') ? 'refused' : String(error)),
  )
}
