import { once } from 'node:events'
import { createServer, request, type ClientRequest, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { networkOf } from '../lib/network-of'
import { refuse } from './refuse.mjs'

const refusal = { status: 503, headers: { 'retry-after': '5' }, body: 'not now' }

let server: Server
let received: IncomingMessage[]
let started: ClientRequest[]

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  received = []
  started = []
  server = createServer((incoming, response) => {
    received.push(incoming)
    refuse(response, refusal, networkOf(String(incoming.headers['from'])))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  vi.useRealTimers()
  for (const one of started) one.destroy()
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

/** A request of which the client has sent only a part when it is answered. */
async function begin(address: string, bytes: number): Promise<ClientRequest> {
  const { port } = server.address() as AddressInfo
  const headers = { from: address, 'content-length': bytes }
  const sent = request({ port, host: '127.0.0.1', method: 'POST', headers, agent: false })
  started.push(sent)
  sent.on('error', () => {})
  sent.write('a')
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  expect(response.statusCode).toBe(503)
  response.resume()
  return sent
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

it('a small request has no turn to wait for', async () => {
  await begin('203.0.113.32', 2_000_000)
  await begin('203.0.113.32', 1000)
  expect(areRead()).toEqual([true, true])
})
