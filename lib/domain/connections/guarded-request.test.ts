import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { once } from 'node:events'
import { isIP, type AddressInfo } from 'node:net'
import dns from 'node:dns'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { generate } from 'selfsigned'
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
async function fetchWith(demo: 'on' | 'off', privateHosts = '') {
  vi.resetModules()
  vi.stubEnv('FOYER_DEMO', demo)
  vi.stubEnv('FOYER_PRIVATE_HOSTS', privateHosts)
  const { guardedRequest } = await import('./guarded-request')
  const { env } = await import('@/lib/env')
  expect(env().demo).toBe(demo === 'on')
  vi.unstubAllEnvs()
  return (url: string, milliseconds?: number) =>
    guardedRequest(url, { method: 'GET', headers: {} }, milliseconds)
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

describe('where the operator lists private hosts', () => {
  let get: Awaited<ReturnType<typeof fetchWith>>
  beforeAll(async () => {
    get = await fetchWith('off', 'idp.corp.example,adfs,10.20.0.0/16,fd00::/8,192.0.2.7')
  })

  it.each([
    ['the name leads to a private address', 'https://idp.corp.example:1/', '192.168.1.5'],
    ['the name has one label', 'https://adfs:1/', '172.16.0.9'],
    ['any name leads into the network', 'https://hooks.corp.example:1/', '10.20.9.9'],
    ['any name leads to the address', 'https://hooks.corp.example:1/', '192.0.2.7'],
    ['any name leads into the network of IPv6', 'https://hooks.corp.example:1/', 'fd12::1'],
  ])('connects if %s', async (_, url, address) => {
    answerWith([[address, isIP(address)]])
    // Nobody answers there.
    await expect(get(url, 100)).rejects.toMatchObject({ reason: 'unreachable' })
  })

  it.each([
    ['loopback', 'https://idp.corp.example:PORT/', '127.0.0.1'],
    ['loopback of IPv6', 'https://idp.corp.example:PORT/', '::1'],
    ['mapped loopback', 'https://idp.corp.example:PORT/', '::ffff:127.0.0.1'],
    ['cloud metadata', 'https://idp.corp.example/', '169.254.169.254'],
    ['cloud metadata of IPv6', 'https://idp.corp.example/', 'fd00:ec2::254'],
    ['cloud metadata, within a network', 'https://hooks.corp.example/', 'fd00:ec2::254'],
    ['a shared address', 'https://idp.corp.example/', '100.64.0.1'],
    ['a network that is not listed', 'https://hooks.corp.example/', '10.21.0.1'],
    ['a subdomain that is not listed', 'https://a.idp.corp.example/', '192.168.1.5'],
    ['plain http', 'http://idp.corp.example/', '192.168.1.5'],
    ['a name of one label that is not listed', 'https://intranet/', '192.168.1.5'],
  ])('refuses %s', async (_, url, address) => {
    answerWith([[address, isIP(address)]])
    await expect(get(url.replace('PORT', String(port)))).rejects.toMatchObject({ reason: 'not_public' })
  })

  it('gets an answer from a provider whose very address is listed, by TLS', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'idp.corp.example' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'idp.corp.example' }] }],
    })
    const provider = createSecureServer({ cert, key }, (_request, response) => response.end('{}'))
    provider.listen(0, '127.0.0.1')
    await once(provider, 'listening')
    const url = `https://idp.corp.example:${(provider.address() as AddressInfo).port}/`
    const listed = await fetchWith('off', '127.0.0.1')
    const authorities = getCACertificates()
    answerWith([['127.0.0.1', 4]])
    try {
      await expect(listed(url)).rejects.toMatchObject({ reason: 'unreachable' })
      setDefaultCACertificates([...authorities, cert])
      expect((await listed(url)).status).toBe(200)
    } finally {
      setDefaultCACertificates(authorities)
      provider.close()
    }
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
