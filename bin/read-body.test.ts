import { createServer, request, type ClientRequest, type IncomingMessage, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { networkOf } from '../lib/network-of'
import { readBody } from './read-body.mjs'

const megabyte = 1024 * 1024
const limit = { bytes: 2 * megabyte, refusal: 'tooLarge' } as const

let server: Server
let started: ClientRequest[]
let received: number

beforeEach(async () => {
  started = []
  received = 0
  server = createServer((incoming, response) => {
    const network = networkOf(String(incoming.headers['from']))
    incoming.on('data', (chunk: Buffer) => (received += chunk.length))
    void readBody(incoming, limit, network).then((outcome) => response.end(outcome.refusal ?? 'read'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  for (const one of started) one.destroy()
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

/** Bodies of 2 MB that have arrived but for their last byte. */
async function begin(...addresses: string[]): Promise<ClientRequest[]> {
  const before = received
  const bodies = addresses.map(send)
  await expect.poll(() => received - before).toBe(bodies.length * (2 * megabyte - 1))
  return bodies
}

function send(address: string): ClientRequest {
  const { port } = server.address() as AddressInfo
  const headers = { from: address, 'content-length': 2 * megabyte }
  const sent = request({ port, host: '127.0.0.1', method: 'POST', headers, agent: false })
  started.push(sent)
  sent.on('error', () => {})
  sent.write(Buffer.alloc(2 * megabyte - 1))
  return sent
}

async function answerOf(sent: ClientRequest): Promise<string> {
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>
  if (!sent.writableEnded) sent.end('a')
  const [response] = await answered
  return (await response.toArray()).join('')
}

describe('bodies that are being read', () => {
  it('hold at most 16 MB from one network, and those of others are read', async () => {
    const held = await begin(...numbered(8, '2001:db8::'))
    expect(await answerTo('2001:db8::9')).toBe('notNow')
    expect(await answerTo('2001:db8:0:1::1')).toBe('read')
    expect(await Promise.all(held.map(answerOf))).toEqual(held.map(() => 'read'))
    expect(await answerTo('2001:db8::9')).toBe('read')
  })

  it('hold at most 64 MB from all networks', async () => {
    const held = await begin(...numbered(32, '192.0.2.'))
    expect(await answerTo('192.0.2.100')).toBe('notNow')
    expect(await Promise.all(held.map(answerOf))).toEqual(held.map(() => 'read'))
    expect(await answerTo('192.0.2.100')).toBe('read')
  })

  it('are given up when their clients leave', async () => {
    const held = await begin(...Array.from({ length: 8 }, () => '192.0.2.1'))
    expect(await answerTo('192.0.2.1')).toBe('notNow')
    for (const one of held) one.destroy()
    await expect.poll(() => answerTo('192.0.2.1')).toBe('read')
  })
})

function numbered(count: number, prefix: string): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)
}

function answerTo(address: string): Promise<string> {
  return answerOf(send(address))
}
