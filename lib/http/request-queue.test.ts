import { once } from 'node:events'
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import type * as os from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { noteServerSilent } from '../request-state'
import { enterQueue, enterToRead, isQueueFull } from './request-queue'
import type { Sender } from './sender'

/** A machine that hashes three passwords at a time. */
vi.mock('node:os', async (original) => ({
  ...(await original<typeof os>()),
  availableParallelism: () => 4,
}))

type Serve = (response: ServerResponse) => Promise<unknown>

/** As bin/serve.mjs puts its requests into the queue; a refusal is a 503. Each comes from a network of its own, or `from` one. */
const server = createServer((request, response) => void answer(request, response))
const arrivals: ServerResponse[] = []
let arrived = 0
let serve: Serve
let port: number

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const work = serve
  request.resume()
  server.emit('arrival', response)
  const network = String(request.headers['from'] ?? arrived++)
  if (isQueueFull(request, network)) return void response.writeHead(503).end()
  const leave = await enterQueue(request, response, { network, sender: senderOf(request) })
  if (!leave) return void response.writeHead(503).end()
  arrivals.push(response)
  await work(response).finally(leave)
}

function senderOf({ url = '', headers }: IncomingMessage): Sender {
  if (headers.cookie !== undefined) return 'session'
  return url.startsWith('/invitations/') ? 'link' : 'anyone'
}

function send(method: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = ask({ port, method, path, headers, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject).end()
  })
}

/** Holds everything that is served until `release`. */
function holdAll(): { release: () => void } {
  const { promise, resolve } = Promise.withResolvers<null>()
  serve = async (response) => {
    await promise
    response.end()
  }
  return { release: () => resolve(null) }
}

function serveAtOnce(): void {
  serve = (response) => Promise.resolve(response.end())
}

/** Sends one after the other, each once the last has arrived. */
async function sendInTurn(count: number, ...request: Parameters<typeof send>): Promise<Promise<number>[]> {
  const sent: Promise<number>[] = []
  for (let index = 0; index < count; index++) {
    const arrived = once(server, 'arrival')
    sent.push(send(...request))
    await arrived
  }
  return sent
}

it('sign-ins beyond those that may wait are refused at once, and served again afterwards', async () => {
  const held = holdAll()
  const signIns = await sendInTurn(67, 'POST', '/sign-in')
  expect(await send('POST', '/sign-in')).toBe(503)
  serveAtOnce()
  held.release()
  expect(new Set(await Promise.all(signIns))).toEqual(new Set([200]))
  expect(await send('POST', '/sign-in')).toBe(200)
})

it('forms of people who are not signed in do not hold up other requests', async () => {
  const held = holdAll()
  const forms = ['/sign-in', '/api/auth/callback/credentials', '/o/acme/members']
  const sent: Promise<number>[] = []
  for (const path of forms) sent.push(...(await sendInTurn(1, 'POST', path)))
  serveAtOnce()
  expect(await send('GET', '/sign-in')).toBe(200)
  expect(await send('GET', '/api/v2/organizations')).toBe(200)
  expect(await send('PATCH', '/api/v2/organizations/org_1')).toBe(200)
  expect(await send('PATCH', '/my-org/details')).toBe(200)
  expect(await send('POST', '/oauth/token')).toBe(200)
  expect(await send('GET', '/sign-in/with/con_1')).toBe(200)
  expect(await send('POST', '/o/acme/members', { cookie: 'a session' })).toBe(200)
  expect(await send('POST', '/sign-up')).toBe(503)
  held.release()
  expect(await Promise.all(sent)).toEqual([200, 200, 200])
})

it('who has waited is refused if the database has turned silent meanwhile; who comes later is not', async () => {
  const held = holdAll()
  const from = { from: '203.0.113.9', cookie: 'a session' }
  const running = await sendInTurn(2, 'POST', '/orgs', from)
  const waiting = send('POST', '/orgs', from)
  await pause(1100)
  noteServerSilent()
  serveAtOnce()
  held.release()
  expect(await waiting).toBe(503)
  expect(await Promise.all(running)).toEqual([200, 200])
  expect(await send('POST', '/orgs', from)).toBe(200)
})

it('one network does not hold up another, in any lane', async () => {
  const held = holdAll()
  const from = { from: '203.0.113.1' }
  const lanes = [
    { method: 'GET', path: '/sign-in', running: 1 },
    { method: 'GET', path: '/orgs', running: 2, cookie: 'a session' },
    { method: 'GET', path: '/api/v2/organizations', running: 2 },
    { method: 'POST', path: '/oauth/token', running: 2 },
    { method: 'GET', path: '/login/callback', running: 16 },
    { method: 'GET', path: '/sign-in/with/failed', running: 1 },
    { method: 'POST', path: '/login/callback/saml', running: 2 },
    { method: 'POST', path: '/orgs', running: 2, cookie: 'a session' },
  ]
  const sent = lanes.map(async ({ method, path, running, cookie }) => {
    const headers = cookie === undefined ? from : { ...from, cookie }
    const before = arrivals.length
    const own = Array.from({ length: running }, () => send(method, path, headers))
    await expect.poll(() => arrivals.length - before).toBeGreaterThanOrEqual(running)
    return own
  })
  const own = (await Promise.all(sent)).flat()
  expect(arrivals.length).toBeGreaterThan(0)
  serveAtOnce()
  for (const { method, path, cookie } of lanes)
    expect(await send(method, path, cookie === undefined ? {} : { cookie })).toBe(200)
  held.release()
  expect(new Set(await Promise.all(own))).toEqual(new Set([200]))
})

it('invitees do not hold up sign-ins', async () => {
  const held = holdAll()
  const ticket = 'a'.repeat(32)
  const accepting = await sendInTurn(8, 'POST', `/invitations/${ticket}`)
  serveAtOnce()
  expect(await send('POST', '/sign-in')).toBe(200)
  held.release()
  expect(new Set(await Promise.all(accepting))).toEqual(new Set([200]))
})

it('a request whose client disconnects leaves the queue, and enters no other', async () => {
  const held = holdAll()
  const before = arrivals.length
  const served = await sendInTurn(3, 'POST', '/sign-in')
  const waiting = Array.from({ length: 32 }, () =>
    ask({ port, method: 'POST', path: '/sign-in', agent: false }),
  )
  for (const request of waiting) {
    const arrived = once(server, 'arrival') as Promise<[ServerResponse]>
    request.on('error', () => undefined).end()
    const [response] = await arrived
    const closed = once(response, 'close')
    request.destroy()
    await closed
    expect(await enterToRead('refusedUploads', response, '203.0.113.40')).toBe(false)
  }
  const next = await sendInTurn(1, 'POST', '/sign-in')
  held.release()
  expect(await Promise.all([...served, ...next])).toEqual([200, 200, 200, 200])
  expect(arrivals.length).toBe(before + 4)
})

it('a receiver that does not read its answer does not hold up others', async () => {
  const large = Buffer.alloc(64 * 1024 * 1024)
  serve = (response) => {
    response.write(large)
    return once(response, 'close')
  }
  const slow = await Promise.all(
    Array.from(
      { length: 3 },
      () =>
        new Promise<IncomingMessage>((resolve) =>
          ask({ port, method: 'POST', path: '/sign-in', agent: false }, resolve).end(),
        ),
    ),
  )
  serveAtOnce()
  expect(await send('POST', '/sign-in')).toBe(200)
  for (const response of slow) response.destroy()
})

it('the readiness check does not wait in the queue', async () => {
  const held = holdAll()
  const pages = await sendInTurn(16, 'GET', '/sign-in')
  serveAtOnce()
  expect(await send('GET', '/api/health/ready')).toBe(200)
  held.release()
  await Promise.all(pages)
})

it('work that never ends holds up others for 30 seconds at most', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    serve = (response) => once(response, 'never')
    const endless = Array.from({ length: 3 }, () =>
      ask({ port, method: 'POST', path: '/sign-in', agent: false }),
    )
    for (const request of endless) {
      const arrived = once(server, 'arrival')
      request.on('error', () => undefined).end()
      await arrived
    }
    serveAtOnce()
    const [next] = await sendInTurn(1, 'POST', '/sign-in')
    await vi.advanceTimersByTimeAsync(1500)
    expect(await next).toBe(503)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await send('POST', '/sign-in')).toBe(200)
    for (const request of endless) request.destroy()
  } finally {
    vi.useRealTimers()
  }
})
