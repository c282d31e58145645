import { expect, test } from '@playwright/test'
import { Callers, readDemo, type Demo } from '../test/slow-inputs/callers'
import { listEntries } from '../test/slow-inputs/entries'
import { request, type Entry } from '../test/slow-inputs/entry'
import type { ProbedServer } from '../test/slow-inputs/probed-server'
import { startProduct } from '../test/slow-inputs/search-product'
import { head, RawConnection } from './raw-connection'

const kilobyte = 1024
const ordinary = 100 * kilobyte
const form = { 'content-type': 'application/x-www-form-urlencoded' }

let server: ProbedServer
let url: string
let demo: Demo
let callers: Callers
let entries: Entry[]

test.describe.configure({ mode: 'default' })

// A second process of the same product: its memory is its own.
test.beforeAll(async () => {
  const dataDir = process.env['FOYER_DATA'] ?? '.foyer'
  ;({ server, url } = await startProduct(dataDir))
  demo = readDemo(dataDir)
  callers = await Callers.signIn(url, demo)
  entries = (await listEntries(url, demo)).filter(({ bodies }) => bodies.length > 0)
})

test.afterAll(() => server.stop())

/** The first answer to a request whose body is announced and never sent. */
async function statusWithoutBody(path: string, headers: Record<string, string>): Promise<number | undefined> {
  const connection = await RawConnection.to(url)
  await connection.write(head(url, { path, headers }))
  const [status] = await connection.answered()
  connection.end()
  return status
}

function chunkOf(bytes: number): Buffer {
  return Buffer.concat([
    Buffer.from(`${bytes.toString(16)}\r\n`),
    Buffer.alloc(bytes, 0x61),
    Buffer.from('\r\n'),
  ])
}

function asOwner(headers: Record<string, string>): Record<string, string> {
  return callers.sends({ method: 'POST', path: '/', headers }, 'owner').headers
}

function asMachine(headers: Record<string, string>): Record<string, string> {
  return callers.sends({ method: 'POST', path: '/', headers }, 'machine').headers
}

// First, while nothing of other tests waits for the garbage collector.
test('100 bodies that stop just before their end hold less than 20 MB, and are ended', async () => {
  const headers = { ...form, origin: url, 'content-length': String(ordinary) }
  const { held: before } = await server.memory()
  const connections = await Promise.all(Array.from({ length: 100 }, () => RawConnection.to(url)))
  for (const connection of connections) {
    await connection.write(head(url, { path: '/sign-in', headers }))
    await connection.write(Buffer.alloc(ordinary - 1, 0x61))
  }
  let most = 0
  while (connections.every(({ statuses }) => statuses.length === 0))
    most = Math.max(most, (await server.memory()).held)
  await Promise.all(connections.map((connection) => connection.closed()))
  expect(connections.flatMap(({ statuses }) => statuses)).toEqual(Array.from({ length: 100 }, () => 408))
  const { held: after } = await server.memory()
  // Whatever else the process has come to hold, or given back, in between is not of these bodies.
  const held = most - Math.min(before, after)
  // The bodies themselves are 10 MB.
  expect(held).toBeGreaterThan(8_000_000)
  expect(held).toBeLessThan(20_000_000)
})

test('every entry refuses a body that is declared too large before it is sent', async () => {
  expect(entries.length).toBeGreaterThan(150)
  for (const entry of entries) {
    const { path, method, headers } = callers.sends(request(entry), entry.caller)
    const tooLarge = { ...headers, 'content-length': String(entry.limit + 200 * kilobyte) }
    const connection = await RawConnection.to(url)
    await connection.write(head(url, { method, path, headers: tooLarge }))
    const [status] = await connection.answered()
    connection.end()
    // Callers who are refused before that get that status.
    expect([401, 403, 404, 405, 413], entry.name).toContain(status)
  }
})

test.describe('100 KB', () => {
  const paths = [
    '/sign-in',
    '/api/auth/callback/credentials',
    '/oauth/token',
    '/authorize',
    '/userinfo',
    '/v2/logout',
    '/api/v2/users',
    '/api/webhooks/resend',
  ]

  for (const path of paths) {
    test(`at ${path} a declared body of one byte more is answered with 413 at once`, async () => {
      const headers = { ...form, origin: url, 'content-length': String(ordinary + 1) }
      expect(await statusWithoutBody(path, headers)).toBe(413)
    })

    test(`at ${path} a chunked body is answered with 413 while it is being sent`, async () => {
      const connection = await RawConnection.to(url)
      await connection.write(
        head(url, { path, headers: { ...form, origin: url, 'transfer-encoding': 'chunked' } }),
      )
      for (let sent = 0; sent <= ordinary; sent += 10 * kilobyte)
        await connection.write(chunkOf(10 * kilobyte))
      expect(await connection.answered()).toEqual([413])
      connection.end()
    })
  }

  test('a chunked body is answered with 413 and closes its connection after 100 Continue, too', async () => {
    const connection = await RawConnection.to(url)
    const headers = { ...form, expect: '100-continue', 'transfer-encoding': 'chunked' }
    await connection.write(head(url, { path: '/oauth/token', headers }))
    expect(await connection.answered()).toEqual([100])
    for (let sent = 0; sent < 3 * ordinary; sent += 10 * kilobyte)
      await connection.write(chunkOf(10 * kilobyte))
    await connection.write(`0\r\n\r\n${head(url, { method: 'GET', path: '/api/health/live', headers: {} })}`)
    await connection.closed()
    expect(connection.statuses).toEqual([100, 413])
  })

  test('a body of 100 KB is read', async () => {
    const connection = await RawConnection.to(url)
    const headers = { ...form, origin: url, 'content-length': String(ordinary) }
    await connection.write(head(url, { path: '/sign-in', headers }) + 'a'.repeat(ordinary))
    const [status] = await connection.answered()
    connection.end()
    expect(status).not.toBe(413)
    expect(status).toBeLessThan(500)
  })
})

test.describe('a picture', () => {
  const path = '/o/acme/branding'
  const upload = () => ({
    origin: url,
    'content-type': 'multipart/form-data; boundary=a',
    'next-action': 'a',
  })

  test('without a session is refused before it is sent', async () => {
    const length = String(2 * kilobyte * kilobyte)
    expect(await statusWithoutBody(path, { ...upload(), 'content-length': length })).toBe(401)
  })

  test('without a session is refused while it is being sent, if its length is not declared', async () => {
    const connection = await RawConnection.to(url)
    await connection.write(head(url, { path, headers: { ...upload(), 'transfer-encoding': 'chunked' } }))
    for (let sent = 0; sent <= ordinary; sent += 10 * kilobyte) await connection.write(chunkOf(10 * kilobyte))
    expect(await connection.answered()).toEqual([401])
    connection.end()
  })

  test('of a member may have 2 MB, and no more', async () => {
    const [within, beyond] = [2 * kilobyte * kilobyte, 2.5 * kilobyte * kilobyte]
    expect(await statusWithoutBody(path, asOwner({ ...upload(), 'content-length': String(beyond) }))).toBe(
      413,
    )
    const connection = await RawConnection.to(url)
    await connection.write(
      head(url, { path, headers: asOwner({ ...upload(), 'content-length': String(within) }) }),
    )
    await connection.write(Buffer.alloc(within, 0x61))
    // No form, but read to its end.
    expect(await connection.answered()).toEqual([400])
    connection.end()
  })
})

test.describe('bulk invitations', () => {
  const path = () => `/api/v2/organizations/${demo.organizations['acme']?.id}/invitations/bulk`

  test('may have 1 MB with a token, and no more', async () => {
    const beyond = asMachine({
      'content-type': 'application/json',
      'content-length': String(kilobyte * kilobyte + 1),
    })
    expect(await statusWithoutBody(path(), beyond)).toBe(413)
    const connection = await RawConnection.to(url)
    const within = asMachine({
      'content-type': 'application/json',
      'content-length': String(kilobyte * kilobyte),
    })
    await connection.write(head(url, { path: path(), headers: within }))
    await connection.write(Buffer.alloc(kilobyte * kilobyte, 0x61))
    // No JSON, but read to its end.
    expect(await connection.answered()).toEqual([400])
    connection.end()
  })

  test('of more than 100 KB without a token are refused before they are sent', async () => {
    expect(await statusWithoutBody(path(), { 'content-length': String(500 * kilobyte) })).toBe(401)
  })
})
