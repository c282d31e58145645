import { expect, test } from '@playwright/test'
import { kill } from 'node:process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPlace } from '../bin/postgres-location.mjs'
import { processesIn, takeLock } from '../bin/processes.mjs'
import { hashingWidth } from '../lib/http/request-queue.ts'
import { FailingDatabase } from '../test/failing-database.ts'
import { send, sendTogether, type Answer, type Wanted } from '../test/released-requests.ts'
import { prepareRequests, type ProductRequests } from '../test/product-requests.ts'
import { readSignInForm, submission, type SignInForm } from '../test/sign-in-form.ts'
import { asSuperuser, startTwoProcesses, superuserUrl, type TwoProcesses } from '../test/two-processes.ts'

let product: TwoProcesses
let forms: SignInForm[]
let requests: ProductRequests

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  product = await startTwoProcesses()
  forms = await Promise.all(product.ports.map(readSignInForm))
  requests = await prepareRequests(product)
  // The limits of the second process are then created by NextAuth’s own sign-in, those of the first by the form above.
  for (const guess of requests.guesses.slice(1)) await send(guess)
})
test.afterAll(async () => {
  await product.stop()
})

/** Signs in at one of the processes, from an address of its own. */
function signIn(
  index: number,
  given: { email: string; secret?: string },
  address = addressOf(index),
): Wanted {
  const [form, port] = [forms[index % 2], product.ports[index % 2]]
  if (!form || port === undefined) throw new Error('There is no such process.')
  const sent = submission(form, given)
  return { ...sent, port, headers: { ...sent.headers, 'x-forwarded-for': address } }
}

function addressOf(index: number): string {
  return `10.1.${index >> 8}.${index & 255}`
}

/** While the work runs, the limits cannot be counted: PostgreSQL says that the disk is full. */
async function whileNothingIsCounted<T>(work: () => Promise<T>): Promise<T> {
  const failing = await FailingDatabase.connect(superuserUrl(product))
  try {
    return await failing.whileWritesFail('limits.rate_limits', '53100', work)
  } finally {
    await failing.disconnect()
  }
}

/** No answer says that the product failed. */
function expectNoFault(sent: readonly Wanted[], answers: readonly Answer[]): void {
  const faults = answers.flatMap(({ status, head, body }, index) =>
    status >= 500 && status !== 503 ? [`${sent[index]?.path}\n${head}\n${body.slice(0, 500)}`] : [],
  )
  const output = faults.length > 0 ? product.output().slice(-8000) : ''
  expect(faults, output).toEqual([])
}

function expectRefused(answer: Answer, what: string): void {
  expect(answer.status, `${what}\n${product.output().slice(-4000)}`).toBe(503)
  expect(answer.retryAfter, what).toBeGreaterThan(0)
}

test('300 sign-ins at once: some are served, the others refused with Retry-After, and the processes go on', async () => {
  let isOver = false
  const meanwhile = [...requests.live, ...requests.pages].map(async (request) => {
    const answers: Answer[] = []
    while (!isOver) answers.push(await send(request))
    return { request, answers }
  })
  const people = ['ann', 'cai', 'vic'].map((name) => `${name}@acme.test`)
  const burst = Array.from({ length: 300 }, (_, index) =>
    signIn(index, { email: index % 2 === 0 ? (people[index % 3] ?? '') : `nobody.${index}@acme.test` }),
  )
  const answers = await sendTogether(burst)
  isOver = true
  const statuses = new Set(answers.map(({ status }) => status))
  expect([...statuses].filter((status) => ![200, 303, 429, 503].includes(status))).toEqual([])
  expect(statuses).toContain(303)
  expect(statuses).toContain(503)
  for (const answer of answers.filter(({ status }) => status === 429 || status === 503))
    expect(answer.retryAfter, answer.head).toBeGreaterThan(0)
  for (const { request, answers } of await Promise.all(meanwhile)) {
    expect(
      answers.some(({ status }) => status === 200),
      request.path,
    ).toBe(true)
    const others = answers.filter(({ status }) => status !== 200)
    if (requests.live.includes(request)) expect(others).toEqual([])
    // A machine that is busy with other things may keep a page waiting for too long.
    for (const answer of others) expectRefused(answer, request.path)
  }
  for (const index of [0, 1]) expect((await send(signIn(index, { email: 'ben@acme.test' }))).status).toBe(303)
})

test('a limit that is reached is a 429 with Retry-After, and what was typed stays', async ({ page }) => {
  const given = { email: 'gus@globex.test', secret: 'not the password' }
  for (let tries = 0; tries < 10; tries++)
    expect((await send(signIn(tries, given, '10.2.0.1'))).status, `try ${tries}`).toBe(200)
  const answer = await send(signIn(0, given, '10.2.0.1'))
  expect(answer.status).toBe(429)
  expect(answer.retryAfter).toBeGreaterThan(60)
  expect(answer.body).toContain('Too many attempts.')
  expect(answer.body).toContain('value="gus@globex.test"')

  await page.setExtraHTTPHeaders({ 'x-forwarded-for': '10.2.0.1' })
  await page.goto(`http://localhost:${product.ports[0]}/sign-in`)
  await page.getByRole('textbox', { name: 'Email', exact: true }).fill(given.email)
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(given.secret)
  const answered = page.waitForResponse(`http://localhost:${product.ports[0]}/sign-in`)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  expect((await answered).status()).toBe(429)
  expect((await answered).headers()['retry-after']).toMatch(/^\d+$/)
  await expect(page.getByRole('alert').filter({ hasText: 'Too many attempts.' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Email', exact: true })).toHaveValue(given.email)
})

test('the 11th wrong password is a 429, by the form and by NextAuth’s own sign-in, whichever came first', async () => {
  for (const [index, { headers, ...guess }] of requests.guesses.entries()) {
    const byNextAuth = { ...guess, headers: { ...headers, 'x-forwarded-for': `10.3.1.${index}` } }
    const byForm = signIn(index, { email: 'ben@acme.test', secret: 'a guess' }, `10.3.2.${index}`)
    for (const [sent, wrong] of [[byForm, 200] as const, [byNextAuth, 401] as const]) {
      const message = `${sent.path} of process ${index}`
      for (let tries = 0; tries < 10; tries++) expect((await send(sent)).status, message).toBe(wrong)
      expect((await send(sent)).status, message).toBe(429)
    }
  }
})

test('a form that cannot be served now says so beside what was typed, with and without JavaScript', async ({
  page,
}) => {
  await page.goto(`http://localhost:${product.ports[0]}/sign-in`)
  await page.getByRole('textbox', { name: 'Email', exact: true }).fill('ben@acme.test')
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('a password')
  await whileNothingIsCounted(async () => {
    const answer = await send(signIn(0, { email: 'ben@acme.test' }))
    expectRefused(answer, 'without JavaScript')
    expect(answer.body).toContain('The service is busy right now.')
    expect(answer.body).toContain('value="ben@acme.test"')
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    expect((await answered).status()).toBe(503)
    await expect(page.getByRole('alert').filter({ hasText: 'The service is busy right now.' })).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Email', exact: true })).toHaveValue('ben@acme.test')
    for (const request of requests.pages) expect((await send(request)).status, request.path).toBe(200)
  })
  expect((await send(signIn(0, { email: 'ben@acme.test' }))).status).toBe(303)
})

test('a form that is refused before the application sees it keeps what was typed', async ({ page }) => {
  await page.goto(`http://localhost:${product.ports[0]}/sign-in`)
  await page.getByRole('textbox', { name: 'Email', exact: true }).fill('ben@acme.test')
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('a password')
  await asSuperuser(product, async (client) => {
    await client.query('BEGIN')
    await client.query('LOCK TABLE limits.rate_limits IN ACCESS EXCLUSIVE MODE')
    // These use the whole capacity of the first process.
    const indices = Array.from({ length: hashingWidth }, (_, index) => 2 * index)
    const held = indices.map((index) => send(signIn(index, { email: 'ben@acme.test' })))
    const waiting = `SELECT count(*)::int AS waiting FROM pg_locks
      WHERE NOT granted AND relation = 'limits.rate_limits'::regclass`
    await expect
      .poll(async () => (await client.query<{ waiting: number }>(waiting)).rows[0]?.waiting)
      .toBeGreaterThanOrEqual(hashingWidth)
    const answered = page.waitForResponse(
      (response) => response.request().postData()?.includes('ben@acme.test') === true,
    )
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    expect((await answered).status()).toBe(503)
    await client.query('ROLLBACK')
    await Promise.all(held)
  })
  await expect(page.getByRole('alert').filter({ hasText: 'The server couldn’t respond.' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Email', exact: true })).toHaveValue('ben@acme.test')
  await expect(page.getByRole('textbox', { name: 'Password', exact: true })).toHaveValue('a password')
})

test('what cannot be read is refused in the words of each protocol', async () => {
  const answers = await asSuperuser(product, async (client) => {
    // Every table’s policy calls it. Tenants are read without one, to find that of a request’s host.
    const before = await client.query<{ definition: string }>(
      `SELECT pg_get_functiondef('foyer.tenant_id()'::regprocedure) AS definition`,
    )
    await client.query(
      `CREATE OR REPLACE FUNCTION foyer.tenant_id() RETURNS text LANGUAGE plpgsql STABLE AS $$ BEGIN
         IF current_setting('app.tenant_id', true) <> '' THEN
           RAISE EXCEPTION 'starting up' USING ERRCODE = '57P03';
         END IF;
         RETURN current_setting('app.tenant_id', true);
       END $$`,
    )
    const found: Record<string, Answer> = {}
    for (const [name, request] of Object.entries(requests.protocols)) found[name] = await send(request)
    await client.query(before.rows[0]?.definition ?? '')
    return found
  })
  for (const [name, answer] of Object.entries(answers)) {
    expectRefused(answer, name)
    expect(answer.head.toLowerCase(), name).not.toMatch(/set-cookie: \S+\.session-token=/)
  }
  for (const name of ['token', 'userinfo', 'introspection'])
    expect(answers[name]?.body, name).toContain('"error":"temporarily_unavailable"')
  expect(answers['managementApi']?.body).toContain('"errorCode":"unavailable"')
  for (const name of ['page', 'signedInPage', 'authorize'])
    expect(answers[name]?.body, name).toContain('The service is busy')
  expect(answers['page']?.body).not.toContain('Something went wrong')
  for (const [name, request] of Object.entries(requests.protocols))
    expect((await send(request)).status, name).toBeLessThan(500)
})

test('while PostgreSQL is gone everything is refused, and everything works once it is back', async () => {
  const data = join(findPlace(product.dataDir).home, 'pg')
  const all = [...Object.values(requests.protocols), signIn(0, { email: 'ben@acme.test' }), ...requests.pages]
  const sendAll = () => Promise.all(all.map(send))
  // A process that starts the database again waits for this lock.
  const mayReturn = await takeLock(join(product.dataDir, 'lock'))
  try {
    kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
    do expectNoFault(all, await sendAll())
    while (processesIn(data).length > 0)
    for (let round = 0; round < 5; round++)
      for (const [index, answer] of (await sendAll()).entries())
        expectRefused(answer, `${all[index]?.path} ${answer.head}`)
    for (const request of requests.live) expect((await send(request)).status).toBe(200)
    for (const request of requests.ready) expectRefused(await send(request), 'ready')
  } finally {
    mayReturn()
  }
  const readRefusals = async () => {
    const answers = await sendAll()
    expectNoFault(all, answers)
    return answers.filter(({ status }) => status === 503).length
  }
  await expect.poll(readRefusals, { timeout: 60_000 }).toBe(0)
  for (const index of [0, 1]) expect((await send(signIn(index, { email: 'ben@acme.test' }))).status).toBe(303)
  for (const request of requests.ready) expect((await send(request)).status).toBe(200)
})
