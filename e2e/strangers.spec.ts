import { expect, test } from '@playwright/test'
import { send, type Wanted } from '../test/released-requests.ts'
import { readSignInForm, submission, type SignInForm } from '../test/sign-in-form.ts'
import { asSuperuser, startTwoProcesses, type TwoProcesses } from '../test/two-processes.ts'

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
  expect((await send(guess('guessed@acme.test'))).status).toBe(200)
  await asSuperuser(product, async (client) => {
    // As after 100 guesses.
    await client.query(`UPDATE limits.rate_limits SET points = 100 WHERE key LIKE 'password\\_ip:%'`)
    expect((await send(guess('one.more@acme.test'))).status).toBe(429)
    // Sign-ins are counted there: one that waits takes its place, until PostgreSQL ends its wait.
    await client.query('BEGIN')
    await client.query('LOCK TABLE limits.rate_limits IN ACCESS EXCLUSIVE MODE')
    const waiting = send(guess('another@acme.test', { cookie: 'foyer.lumen.80.device=any' }))
    const refused = await send(guess('another@acme.test', { accept: 'text/html' }))
    expect(refused.status).toBe(429)
    expect(refused.retryAfter).toBeGreaterThan(60)
    expect(refused.body).toContain('<h1>Too many attempts</h1>')
    // It says that it knows the device, so it is not refused from memory.
    expect((await waiting).status).toBe(503)
    await client.query('ROLLBACK')
  })
})

test('a network over its limit of SAML responses is refused, also where no connection takes them', async () => {
  const wanted: Wanted = {
    port: product.ports[0],
    method: 'POST',
    path: '/login/callback?connection=unknown',
    headers: {
      host: new URL(form.origin).host,
      'x-forwarded-for': '192.0.2.78',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'SAMLResponse=any',
  }
  expect((await send(wanted)).status).toBe(303)
  await asSuperuser(product, async (client) => {
    // As after 60 responses.
    await client.query(`UPDATE limits.rate_limits SET points = 60 WHERE key LIKE 'provider\\_ip:%'`)
  })
  expect((await send(wanted)).status).toBe(303)
  expect((await send(wanted)).status).toBe(429)
})
