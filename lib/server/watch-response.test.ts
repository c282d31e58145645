import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { ownRequest } from '@/lib/http/client-address'
import { openLog } from '@/lib/log'
import { metrics } from '@/lib/metrics'
import { watchResponse } from './watch-response'

vi.hoisted(() => Object.assign(process.env, { FOYER_LOG_ADDRESSES: 'on', TRUSTED_PROXIES: '1' }))

let server: Server
const lines: string[] = []

beforeAll(async () => {
  openLog({ stream: { writableLength: 0, write: (line) => lines.push(line) } })
  server = createServer((incoming, response) => {
    const { method = '', url = '', headers, socket } = incoming
    const { remoteAddress } = socket
    const seen = { arrivedAt: performance.now(), tenantId: 'lumen', page: '/page' }
    watchResponse({ method, url, headers, remoteAddress }, response, seen)
    // As the server does, with what it has admitted.
    Object.assign(headers, { 'x-foyer-own': ownRequest, 'x-forwarded-for': undefined })
    if (url === '/slow') return incoming.socket.destroy()
    response.writeHead(Number(headers['x-status'])).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  metrics().registry.resetMetrics()
  server.close()
  Reflect.deleteProperty(globalThis, 'foyerLog')
})

async function lineAfter(path: string, status: number): Promise<unknown> {
  lines.length = 0
  const { port } = server.address() as AddressInfo
  const headers = {
    'x-forwarded-for': '192.0.2.7',
    'x-status': status,
    'x-request-id': 'the-request',
    connection: 'close',
  }
  const sent = request({ host: '127.0.0.1', port, path, headers }, (answer) => answer.resume())
  sent.on('error', () => undefined).end()
  await new Promise((resolve) => sent.once('close', resolve))
  await vi.waitFor(() => expect(lines.length + Number(path.startsWith('/api/health'))).toBeGreaterThan(0))
  return lines[0] === undefined ? null : JSON.parse(lines[0])
}

it('a request is a line with the pattern of its path, and its address where that is asked for', async () => {
  expect(await lineAfter('/api/v2/users/auth0%7Cpat?fields=email', 404)).toEqual({
    level: 'info',
    time: expect.any(String) as string,
    requestId: 'the-request',
    tenant: 'lumen',
    method: 'GET',
    route: '/api/v2/users/{id}',
    status: 404,
    ms: expect.any(Number) as number,
    address: '192.0.2.7',
  })
})

it.each([
  ['/o/acme/home', 500, { level: 'error', route: '/page', status: 500 }],
  ['/scim/v2/con_1/Bulk', 501, { level: 'info', status: 501 }],
  ['/o/acme/home', 503, { level: 'warn', status: 503 }],
  ['/api/health/live', 503, { level: 'warn' }],
])('%s with %i', async (path, status, line) => expect(await lineAfter(path, status)).toMatchObject(line))

it('one of a balancer that asks whether the process lives is no line', async () => {
  for (const path of ['/api/health/live', '/api/health']) expect(await lineAfter(path, 200)).toBeNull()
})

it('a client that left before its response was sent is marked', async () => {
  expect(await lineAfter('/slow', 200)).toMatchObject({ aborted: true })
})

it('each is a sample with the class of its status, but for the balancer’s', async () => {
  metrics().requests.reset()
  await lineAfter('/api/v2/users/auth0%7Cpat', 404)
  await lineAfter('/scim/v2/con_1/Me', 501)
  await lineAfter('/o/acme/home', 200)
  await lineAfter('/o/globex/home', 204)
  await lineAfter('/slow', 200)
  await lineAfter('/api/health/live', 200)
  const { values } = await metrics().requests.get()
  const counts = values.filter(({ metricName }) => metricName?.endsWith('_count'))
  expect(counts.map(({ labels, value }) => [labels.method, labels.route, labels.status, value])).toEqual([
    ['GET', '/api/v2/users/{id}', '4xx', 1],
    ['GET', '/scim/v2/{connectionId}/Me', '4xx', 1],
    ['GET', '/page', '2xx', 2],
    ['GET', '/page', 'aborted', 1],
  ])
})
