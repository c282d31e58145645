import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import dns from 'node:dns'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

const requested: string[] = []
const server = createServer((request, response) => {
  requested.push(request.url ?? '')
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
})
let port = 0

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.close()
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** As a process of its own would have it. */
async function fetchWith(demo: 'on' | 'off') {
  vi.resetModules()
  vi.stubEnv('FOYER_DEMO', demo)
  const { guardedRequest } = await import('./guarded-request')
  const { env } = await import('@/lib/env')
  expect(env().demo).toBe(demo === 'on')
  vi.unstubAllEnvs()
  return (url: string) => guardedRequest(url, { method: 'GET', headers: {} })
}

describe('where the demo is off', () => {
  let get: Awaited<ReturnType<typeof fetchWith>>
  beforeAll(async () => {
    get = await fetchWith('off')
  })
  beforeEach(() => {
    requested.length = 0
  })

  it.each([
    ...[
      'http://127.0.0.1:PORT/',
      'https://127.0.0.1:PORT/',
      'https://localhost:PORT/',
      'https://[::1]:PORT/',
    ],
    ...['https://[::ffff:127.0.0.1]:PORT/', 'https://2130706433:PORT/', 'https://0x7f000001:PORT/'],
    ...[
      'https://0177.0.0.1:PORT/',
      'https://127.1:PORT/',
      'https://0:PORT/',
      'https://foyer.localhost:PORT/',
    ],
    ...['https://10.0.0.1/', 'https://169.254.169.254/latest/meta-data/', 'https://[fd00:ec2::254]/'],
    ...['https://192.168.1.1/', 'https://[fe80::1]/', 'https://100.100.100.200/', 'http://example.com/'],
    ...[
      'ftp://example.com/',
      'file:///etc/passwd',
      'data:,x',
      'https://intranet/',
      'https://[64:ff9b::7f00:1]/',
    ],
  ])('%s is not requested', async (url) => {
    await expect(get(url.replace('PORT', String(port)))).rejects.toMatchObject({ reason: 'not_public' })
    expect(requested).toEqual([])
  })

  it.each([
    ['127.0.0.1', 4],
    ['10.0.0.7', 4],
    ['::1', 6],
    ['::ffff:127.0.0.1', 6],
  ])('a public name that resolves to %s is not requested', async (address, family) => {
    answerWith([[address, family]])
    await expect(get(`https://rebinding.example.com:${port}/`)).rejects.toMatchObject({
      reason: 'not_public',
    })
    expect(requested).toEqual([])
  })

  it('a name that resolves to a public address and to one of ours is not requested', async () => {
    answerWith([
      ['93.184.216.34', 4],
      ['127.0.0.1', 4],
    ])
    await expect(get(`https://both.example.com:${port}/`)).rejects.toMatchObject({ reason: 'not_public' })
  })
})

describe('where the demo is on', () => {
  it('connects to this machine, and to no other address that is not public', async () => {
    const get = await fetchWith('on')
    expect((await get(`http://127.0.0.1:${port}/here`)).status).toBe(200)
    expect((await get(`http://localhost:${port}/here`)).status).toBe(200)
    for (const url of [
      'http://10.0.0.1/',
      'https://192.168.1.1/',
      'http://example.com/',
      'http://169.254.169.254/',
    ])
      await expect(get(url)).rejects.toMatchObject({ reason: 'not_public' })
  })
})

type Lookup = (
  hostname: string,
  options: dns.LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void

/** What DNS says, in its own shape. */
function answerWith(addresses: [address: string, family: number][]): void {
  const found = addresses.map(([address, family]) => ({ address, family }))
  const lookup: Lookup = (_hostname, _options, callback) => callback(null, found)
  vi.spyOn(dns, 'lookup').mockImplementation(lookup as typeof dns.lookup)
}
