import { expect, test } from '@playwright/test'
import { listActions } from './actions'
import { nameOf } from './action-sender'
import { actionBudget, exceeded, frontBudgets } from './budgets'
import { call, type Answer } from './oidc-caller'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { StatementLog } from './statement-log'
import { newAddress, password } from './support'

test.describe.configure({ mode: 'serial' })

let log: StatementLog
let tenant: BrowserTenant
let email: string

test.beforeAll(async ({ baseURL }) => {
  log = await StatementLog.open()
  tenant = await BrowserTenant.create(baseURL)
  email = (await tenant.createUser('Ann')).email
})
test.afterAll(() => log.close())

/** Sends a form of a page that anyone may open, as React does. */
async function send(name: string, fields: Record<string, string>): Promise<Answer> {
  const action = listActions().find((one) => nameOf(one) === name)
  if (!action) throw new Error(`There is no action ${name}.`)
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(`_1_${field}`, value)
  form.append('0', JSON.stringify([{ status: 'idle' }, '$K1']))
  const { headers, body } = await encoded(form)
  return call(tenant.url, action.path, {
    method: 'POST',
    headers: { ...headers, 'next-action': action.id, accept: 'text/x-component', origin: tenant.url },
    body,
  })
}

async function encoded(form: FormData): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const response = new Response(form)
  const type = response.headers.get('content-type') ?? ''
  return { headers: { 'content-type': type }, body: Buffer.from(await response.arrayBuffer()) }
}

async function expectWithin(name: string, work: () => Promise<Answer>): Promise<Answer> {
  const { cost, result } = await log.leastCostOf(tenant.id, work)
  expect(cost.statements.length, name).toBeGreaterThan(0)
  expect.soft(exceeded(cost, frontBudgets[name] ?? actionBudget), name).toBeNull()
  return result
}

function leads({ headers }: Answer): string {
  return String(headers['x-action-redirect'] ?? '')
}

test('signing in and signing up stay within their budgets', async () => {
  const right = await expectWithin('sign in', () => send('sign-in signIn', { email, password }))
  expect(leads(right)).toContain('/orgs')
  const wrong = await expectWithin('sign in with a wrong password', () =>
    send('sign-in signIn', { email: newAddress(), password: 'not the password' }),
  )
  expect(wrong.text).toContain('"status":"refused"')
  const mailed = await expectWithin('ask for a sign-in email', () =>
    send('sign-in signIn', { email: newAddress(), way: 'mail' }),
  )
  expect(leads(mailed)).toContain('/sign-in/code')
  const reset = await expectWithin('ask for a password reset', () =>
    send('reset askForReset', { email: newAddress() }),
  )
  expect(leads(reset)).toContain('/reset/sent')
  const signedUp = await expectWithin('sign up', () =>
    send('sign-up createAccount', { name: 'Pat Journey', email: newAddress(), password }),
  )
  expect(leads(signedUp)).toContain('/sign-up/code')
})
