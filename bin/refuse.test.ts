import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { networkOf } from '../lib/network-of'
import { refuse } from './refuse.mjs'

const refusal = { status: 503, headers: { 'retry-after': '5' }, body: 'not now' }

let server: Server
let received: IncomingMessage[]
let started: Socket[]

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  received = []
  started = []
  server = createServer((incoming, response) => {
    received.push(incoming)
    // As most do, which have waited: what they write is not sent at once.
    queueMicrotask(() => refuse(response, refusal, networkOf(String(incoming.headers['from']))))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  for (const one of started) one.destroy()
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  await vi.runAllTimersAsync()
  vi.useRealTimers()
})

/** Has begun a request, and its answer. Not a client of Node, which closes a connection as soon as it is answered. */
async function begin(address: string, length: number | 'chunked'): Promise<[sent: Socket, answer: string]> {
  const { port } = server.address() as AddressInfo
  const sent = connect({ port, host: '127.0.0.1' }).setEncoding('utf8')
  started.push(sent)
  sent.on('error', () => {})
  const framing = length === 'chunked' ? `transfer-encoding: ${length}` : `content-length: ${length}`
  sent.write(`POST / HTTP/1.1\r\nhost: localhost\r\nfrom: ${address}\r\n${framing}\r\n\r\n`)
  const [answer] = (await once(sent, 'data')) as [string]
  expect(answer).toMatch(/^HTTP\/1.1 503 [^]*\r\n\r\nnot now$/)
  return [sent, answer]
}

function areRead(): boolean[] {
  return received.map(({ readableFlowing }) => readableFlowing === true)
}

it('what refused clients of one network still send is read in turn, and each has its answer before', async () => {
  for (const address of ['203.0.113.30', '203.0.113.30', '203.0.113.30', '203.0.113.31'])
    await begin(address, 2_000_000)
  expect(areRead()).toEqual([true, false, false, true])
  await vi.advanceTimersByTimeAsync(80)
  expect(areRead()).toEqual([true, true, false, true])
  await vi.advanceTimersByTimeAsync(80)
  expect(areRead()).toEqual([true, true, true, true])
})

it('a small request has no turn to wait for, and its connection stays', async () => {
  await begin('203.0.113.32', 2_000_000)
  const [sent, answer] = await begin('203.0.113.32', 1000)
  expect(areRead()).toEqual([true, true])
  expect(answer).toContain('keep-alive')
  sent.write('a'.repeat(1000))
  sent.write('GET / HTTP/1.1\r\nhost: localhost\r\nfrom: 203.0.113.32\r\n\r\n')
  await once(sent, 'data')
})

it('a client who leaves gives up the turn', async () => {
  await begin('203.0.113.33', 2_000_000)
  const [gone] = await begin('203.0.113.33', 2_000_000)
  await begin('203.0.113.33', 2_000_000)
  const closed = new Promise((resolve) => received[1]?.once('close', resolve))
  gone.destroy()
  await closed
  await vi.advanceTimersByTimeAsync(80)
  expect(areRead()[2]).toBe(true)
})

it('a chunked request has its connection closed, also if it was read whole before its turn', async () => {
  await begin('203.0.113.34', 2_000_000)
  const [sent, answer] = await begin('203.0.113.34', 'chunked')
  expect(answer).toContain('connection: close')
  const ended = new Promise((resolve) => received[1]?.once('end', resolve).resume())
  sent.write('0\r\n\r\n')
  await ended
  const closed = once(sent, 'close')
  await vi.advanceTimersByTimeAsync(80)
  await closed
})

it('a large request has its answer also where too many wait for their turn, and its connection closed', async () => {
  for (let index = 0; index < 251; index++) await begin('203.0.113.35', 2_000_000)
  const [sent] = await begin('203.0.113.35', 2_000_000)
  await once(sent, 'close')
})
