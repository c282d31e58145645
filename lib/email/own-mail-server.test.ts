import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { updateEmailSender } from '@/lib/domain/email-sender/update-email-sender'
import { createOperator } from '@/test/fixtures/operator'
import { OutboxFixture, startOutboxFixture } from '@/test/fixtures/outbox'
import { createTestTenant } from '@/test/fixtures/tenant'
import { splitMail, startMailServer, type MailServer } from '@/test/mail-server'
import { startOutbox } from './outbox'
import { getLastTest } from './queries'
import { explainProblem } from './refusal'

const login = { user: 'foyer', password: 'right' }
const shared = await startOutboxFixture()
const database = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
let own: OutboxFixture
let server: MailServer

beforeAll(async () => {
  await database.connect()
  server = await startMailServer({ login })
  own = new OutboxFixture(await createTestTenant(), shared.resend, shared.owner)
  await setServer(own, server.port)
  await startOutbox({ timeoutMs: 8000 })
})
afterAll(async () => {
  await database.end()
  await shared.close()
  await server.close()
})

async function setServer({ tenant }: OutboxFixture, port: number, password = login.password) {
  const access = await accessOf(tenant)
  const mailServer = { host: '127.0.0.1', port, user: login.user, password }
  await updateEmailSender(access, { fromAddress: 'hello@mail.own.test', mailServer })
  return access
}

async function accessOf(tenant: OutboxFixture['tenant']) {
  return tenant.tenantAccess(await createOperator(tenant), 'read:email_provider', 'update:email_provider')
}

it('a tenant’s mail server sends that tenant’s emails only, from its own address', async () => {
  const [to, others] = await Promise.all([own.queueEmail(), shared.queueEmail()])
  expect(await own.waitUntilDone(to)).toMatchObject({ state: 'sent', attempts: 1, draft: null })
  await shared.waitUntilDone(others)
  const [mail, ...more] = server.receivedBy(to)
  expect(more).toEqual([])
  expect(mail).toMatchObject({ from: 'hello@mail.own.test', user: 'foyer' })
  expect(splitMail(mail?.raw ?? '').headers['message-id']).toContain(`@${own.tenant.tenantId}.localhost>`)
  expect(server.receivedBy(others)).toEqual([])
  expect(shared.resend.deliveries()).toMatchObject([{ to: others }])
})

it('the answer to a test email is shown as a sentence', async () => {
  const access = await setServer(own, server.port, 'wrong')
  const to = own.address()
  await own.queueEmails({ template: 'sender_test', to })
  await own.waitUntilDone(to)
  const last = await getLastTest(access)
  expect(last).toMatchObject({ state: 'failed' })
  expect(explainProblem(last?.lastProblem ?? '')).toBe(
    'The mail server does not accept the user and password: 535 5.7.8 Authentication failed',
  )
  await setServer(own, server.port)
})

it('a tenant’s server in a private network is not connected to, though its name passed', async () => {
  const other = new OutboxFixture(await createTestTenant(), shared.resend, shared.owner)
  await setServer(other, 25)
  const { tenantId } = other.tenant
  await other.tenant.write((tx) =>
    tx.emailSender.updateMany({ where: { tenantId }, data: { smtpHost: '10.0.0.1' } }),
  )
  const to = await other.queueEmail()
  const { lastProblem } = await other.waitUntilTried(to)
  expect(explainProblem(lastProblem ?? '')).toBe(
    'The mail server is not on the public internet: FOYER_PRIVATE_HOSTS does not list it',
  )
})

it('a server that accepts connections and says nothing delays no other tenant’s emails', async () => {
  const silent = new Set<Socket>()
  const dead = createServer((socket) => silent.add(socket.on('error', () => undefined)))
  dead.listen(0, '127.0.0.1')
  await once(dead, 'listening')
  const stuck = new OutboxFixture(await createTestTenant(), shared.resend, shared.owner)
  await setServer(stuck, (dead.address() as AddressInfo).port)
  const waiting: string[] = []
  for (let count = 0; count < 20; count += 1) waiting.push(await stuck.queueEmail())
  await vi.waitFor(() => expect(silent.size).toBe(2), { timeout: 5000 })

  const startedAt = performance.now()
  const [mine, others] = await Promise.all([own.queueEmail(), shared.queueEmail()])
  await Promise.all([own.waitUntilDone(mine), shared.waitUntilDone(others)])
  // In one queue with them, both would wait for eight seconds.
  expect(performance.now() - startedAt).toBeLessThan(5000)
  expect(silent.size).toBeLessThanOrEqual(2)
  const rows = await stuck.tenant.read((tx) =>
    tx.mail.findMany({ where: { tenantId: stuck.tenant.tenantId, recipient: { in: waiting } } }),
  )
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['queued']))
  for (const socket of silent) socket.destroy()
  dead.close()
})
