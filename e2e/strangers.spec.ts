import { expect, test } from '@playwright/test'
import pg from 'pg'
import { send, type Wanted } from '../test/released-requests.ts'
import { readSignInForm, submission, type SignInForm } from '../test/sign-in-form.ts'
import { startTwoProcesses, type TwoProcesses } from '../test/two-processes.ts'

let product: TwoProcesses
let form: SignInForm

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  product = await startTwoProcesses()
  form = await readSignInForm(product.ports[0])
})
test.afterAll(async () => {
  await product.stop()
})

test('what no route has is not found, whatever is sent there, and a person sees a page', async () => {
  const { origin } = form
  const headers = { host: new URL(origin).host, origin, 'x-forwarded-for': '192.0.2.9' }
  const asked: Wanted = { port: product.ports[0], method: 'GET', path: '/wp-login.php', headers }
  const page = await send({ ...asked, headers: { ...headers, accept: 'text/html' } })
  expect(page.status).toBe(404)
  expect(page.body).toContain('<h1>Page not found</h1>')
  const action = { ...headers, 'next-action': 'a1'.repeat(21), 'content-type': 'text/plain;charset=UTF-8' }
  for (const given of [asked, { ...asked, method: 'POST' as const, headers: action, body: '[]' }]) {
    const answer = await send(given)
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 404, body: 'Not Found\n' })
  }
})

test('a network over its limit of sign-ins is refused before it waits for a place', async () => {
  const guess = (email: string, headers: Record<string, string> = {}): Wanted => {
    const sent = submission(form, { email, secret: 'a guess' })
    const from = { ...sent.headers, 'x-forwarded-for': '192.0.2.77', ...headers }
    return { ...sent, port: product.ports[0], headers: from }
  }
  for (let guesses = 0; guesses < 100; guesses++)
    expect((await send(guess(`guessed.${guesses}@acme.test`))).status, `guess ${guesses}`).toBe(200)
  expect((await send(guess('one.more@acme.test'))).status).toBe(429)
  const client = new pg.Client({
    connectionString: Object.assign(new URL(product.database.superuserUrl), { pathname: '/foyer' }).href,
  })
  await client.connect()
  try {
    // Sign-ins are counted there: those that wait take all places.
    await client.query('BEGIN')
    await client.query('LOCK TABLE limits.rate_limits IN ACCESS EXCLUSIVE MODE')
    const held = send({
      ...guess('held@acme.test'),
      headers: { ...guess('').headers, 'x-forwarded-for': '192.0.2.78' },
    })
    const refused = await send(guess('another@acme.test', { accept: 'text/html' }))
    expect(refused.status).toBe(429)
    expect(refused.retryAfter).toBeGreaterThan(60)
    expect(refused.body).toContain('<h1>Too many attempts</h1>')
    await client.query('ROLLBACK')
    await held
  } finally {
    await client.end()
  }
})
