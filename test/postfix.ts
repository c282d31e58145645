import { chromium, type Page } from '@playwright/test'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { findBrowser } from '../bin/browser.mjs'
import { buildIfStale } from '../bin/build.mjs'
import { freePort } from '../bin/free-port.mjs'
import { demoTenant } from './demo-tenant.ts'
import { splitMail } from './mail-server.ts'
import { isPostfixUsable, startPostfix, type Postfix } from './postfix-server.ts'
import { asSuperuser, startTwoProcesses, type TwoProcesses } from './two-processes.ts'

/**
 * Emails of two processes through Debian’s Postfix, by STARTTLS and a login, into mailboxes. Prints rows of JSON:
 * {"name","figure","goal","ok"}. node test/postfix.ts
 */
const login = { user: 'foyer', password: 'p:w d%' }
const sender = 'hello@sender.test'
const [guest, refused, deferred, undeliverable, killed] = [
  ...['guest@mail.test', 'nobody@mail.test', 'later@mail.test', 'lost@mail.test', 'killed@mail.test'],
] as const

/** More than a greeting, TLS and a login, less than an email. */
const bytesBeforeMessage = 4000

if (!isPostfixUsable()) {
  row('skipped: this machine has no Postfix, or it is not root', null, null)
  process.exit()
}
await buildIfStale()
const port = await freePort()
const postfix = await startPostfix({
  port,
  login,
  refused: { [refused]: '550 5.1.1 No such user', [deferred]: '451 4.7.1 Try again later' },
  mailboxes: [guest, deferred, killed, sender],
})
const relay = await startRelay(port)
const product = await startTwoProcesses({
  variables: {
    SMTP_URL: `smtp://${login.user}:${encodeURIComponent(login.password)}@127.0.0.1:${relay.port}`,
    EMAIL_FROM: 'Foyer <hello@sender.test>',
    RATE_LIMITS: 'off',
  },
})
try {
  await measure(product, postfix)
} finally {
  await product.stop()
  relay.server.close()
  await postfix.stop()
}
process.exit()

type Figure = number | string | null

/** `goal`: the figure, or in words what `isMet` says. */
function row(name: string, figure: Figure, goal: Figure | { words: string; isMet: boolean }): void {
  const isInWords = typeof goal === 'object' && goal !== null
  const ok = isInWords ? goal.isMet : figure === goal
  if (!ok) process.exitCode = 1
  console.log(JSON.stringify({ name: `Postfix: ${name}`, figure, goal: isInWords ? goal.words : goal, ok }))
}

async function measure({ ports, dataDir }: TwoProcesses, { mailbox, refuse }: Postfix): Promise<void> {
  const origin = `http://localhost:${ports[0]}`
  const inviteTo = await inviter(origin, dataDir)
  for (const address of [guest, refused, deferred, undeliverable]) await inviteTo(address)
  await until(() => mailbox(guest).length > 0)
  describeEmail(mailbox(guest))
  await measureRefusals(origin)
  refuse({ [refused]: '550 5.1.1 No such user' })
  const isThere = await until(() => mailbox(deferred).length > 0)
  row('emails after 451 4.7.1, once the server takes them', isThere ? mailbox(deferred).length : 0, 1)
  await until(() => mailbox(sender).length > 0)
  const bounce = mailbox(sender).join('\n')
  row('bounces of a later failure at the sender’s address', /unknown user/.test(bounce) ? 1 : 0, 1)
  await measureKill(inviteTo, mailbox)
}

async function inviter(origin: string, dataDir: string): Promise<(email: string) => Promise<void>> {
  const { clients, organizations } = demoTenant(dataDir)
  const { client_id, client_secret } = clients['management'] ?? {}
  const asked = { grant_type: 'client_credentials', client_id, client_secret, audience: `${origin}/api/v2/` }
  const token = await post(`${origin}/oauth/token`, asked)
  const authorization = `Bearer ${String(token['access_token'])}`
  const path = `${origin}/api/v2/organizations/${organizations['acme']?.id ?? ''}/invitations`
  return async (email) => {
    const invitation = { inviter: { name: 'Ann' }, invitee: { email }, client_id: clients['web']?.client_id }
    await post(path, invitation, { authorization })
  }
}

async function post(url: string, body: object, headers: Record<string, string> = {}) {
  const asked = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } }
  const response = await fetch(url, { ...asked, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

function describeEmail(found: string[]): void {
  const [raw = ''] = found
  const text = raw.replaceAll(/\r?\n/g, '\r\n')
  const { headers, body } = splitMail(text)
  row('invitations in the mailbox', found.length, 1)
  const { from = '', to = '', date = '', 'message-id': id = '', 'auto-submitted': automatic = '' } = headers
  row('From', from, 'Acme via Lumen <hello@sender.test>')
  row('To', to, guest)
  row('Message-ID', id, { words: '<mail_…@localhost>', isMet: /^<\w+@localhost>$/.test(id) })
  row('Auto-Submitted', automatic, 'auto-generated')
  const age = Math.round((Date.now() - Date.parse(date)) / 1000)
  row('seconds since Date', age, { words: '0 to 120', isMet: age >= 0 && age <= 120 })
  describeTransfer(text, body)
}

function describeTransfer(text: string, body: string): void {
  const returnPath = /^Return-Path: (\S*)/m.exec(text)?.[1]
  row('Return-Path', returnPath ?? null, '<hello@sender.test>')
  const parts = [...body.matchAll(/^Content-Type: (text\/\w+)/gim)].map(([, type]) => type)
  row('parts', parts.join(' '), 'text/plain text/html')
  const isByTls = /using TLSv1\.[23]/.test(text) && /Authenticated sender: foyer/.test(text)
  row('by STARTTLS, with the login', isByTls ? 'yes' : 'no', 'yes')
}

async function measureRefusals(origin: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ baseURL: origin })
    page.setDefaultTimeout(60_000)
    await page.goto('/sign-in')
    await page.getByRole('textbox', { name: 'Email' }).fill('olu@lumen.test')
    await page.getByLabel('Password', { exact: true }).fill('open-the-front-door')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    row('550 5.1.1, in the console', await statusIn(page, refused), 'Bounced')
    row('451 4.7.1, in the console', await statusIn(page, deferred), 'Queued')
  } finally {
    await browser.close()
  }
}

async function statusIn(page: Page, address: string): Promise<string> {
  const known = /Bounced|Queued|Sent|Failed|Delivered|Not sent|Waiting/
  for (let tries = 0; tries < 20; tries += 1) {
    await page.goto('/console/emails')
    const text = await page.getByRole('row').filter({ hasText: address }).first().innerText()
    const status = known.exec(text)?.[0] ?? text
    if (status !== 'Queued' || address === deferred) return status
    await pause(1000)
  }
  return 'Queued'
}

/** Both processes end after the server has taken the email, and before they could note it. */
async function measureKill(inviteTo: (email: string) => Promise<void>, mailbox: Postfix['mailbox']) {
  relay.holdAnswers()
  await inviteTo(killed)
  await until(() => mailbox(killed).length > 0)
  for (const index of [0, 1] as const) product.signal(index, 'SIGKILL')
  relay.passAnswers()
  await Promise.all([product.restart(0), product.restart(1)])
  const isNoted = await until(async () => (await stateOf(killed)) === 'sent', 150)
  row('after a kill before the note, the email is', isNoted ? 'sent' : await stateOf(killed), 'sent')
  const copies = mailbox(killed)
  row('copies of it', copies.length, { words: '1 or 2', isMet: copies.length === 1 || copies.length === 2 })
  const ids = copies.map((raw) => /^Message-ID: (.*)$/im.exec(raw)?.[1])
  row('Message-IDs of them', new Set(ids).size, 1)
}

async function stateOf(recipient: string): Promise<string> {
  const select = 'SELECT state FROM mails WHERE recipient = $1'
  const { rows } = await asSuperuser(product, (client) =>
    client.query<{ state: string }>(select, [recipient]),
  )
  return rows[0]?.state ?? 'none'
}

async function until(isSo: () => boolean | Promise<boolean>, seconds = 90): Promise<boolean> {
  for (let tries = 0; tries < seconds * 2; tries += 1) {
    if (await isSo()) return true
    await pause(500)
  }
  return false
}

interface Relay {
  server: Server
  port: number
  /** From then on, what the server says after it has the message stays here. */
  holdAnswers: () => void
  passAnswers: () => void
}

/** Between the processes and Postfix; sees TLS only. */
async function startRelay(to: number): Promise<Relay> {
  let isHolding = false
  const server = createServer((client: Socket) => {
    const upstream = connect(to, '127.0.0.1')
    let sent = 0
    client.on('data', (chunk) => {
      sent += chunk.length
      upstream.write(chunk)
    })
    upstream.on('data', (chunk) => {
      if (!isHolding || sent < bytesBeforeMessage) client.write(chunk)
    })
    client.on('error', () => undefined).on('close', () => upstream.destroy())
    upstream.on('error', () => undefined).on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    server,
    port: (server.address() as AddressInfo).port,
    holdAnswers: () => (isHolding = true),
    passAnswers: () => (isHolding = false),
  }
}
