import { once } from 'node:events'
import dns from 'node:dns'
import { createServer, isIP, type AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'

let connections = 0
const server = createServer((socket) => {
  connections += 1
  socket.on('error', () => undefined).end('220 ready\r\n')
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
async function openerWith(demo: 'on' | 'off', privateHosts = '') {
  vi.resetModules()
  vi.stubEnv('FOYER_DEMO', demo)
  vi.stubEnv('FOYER_PRIVATE_HOSTS', privateHosts)
  const { openGuardedSocket } = await import('./guarded-socket')
  const { env } = await import('@/lib/env')
  expect(env().demo).toBe(demo === 'on')
  vi.unstubAllEnvs()
  return (host: string) => openGuardedSocket({ host, port }, 200)
}

type Lookup = (
  hostname: string,
  options: dns.LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void

/** One list for each look-up; the last one stays. */
function answerWith(...answers: string[][]) {
  const lookup: Lookup = (_hostname, _options, callback) => {
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? []
    callback(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    )
  }
  return vi.spyOn(dns, 'lookup').mockImplementation(lookup as typeof dns.lookup)
}

describe('where the demo is off', () => {
  it.each(['127.0.0.1', '::1', '10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1', 'localhost', 'intranet'])(
    'does not connect to %s',
    async (host) => {
      const open = await openerWith('off')
      const before = connections
      await expect(open(host)).rejects.toMatchObject({ reason: 'not_public' })
      expect(connections).toBe(before)
    },
  )

  it.each([[['127.0.0.1']], [['93.184.216.34', '127.0.0.1']], [['fd00:ec2::254']]])(
    'does not connect to a public name that leads to %s',
    async (addresses) => {
      const open = await openerWith('off')
      answerWith(addresses)
      const before = connections
      await expect(open('mail.attacker.example.com')).rejects.toMatchObject({ reason: 'not_public' })
      expect(connections).toBe(before)
    },
  )

  it('connects to the address that was checked, whatever the name leads to afterwards', async () => {
    const open = await openerWith('off', '127.0.0.1')
    const lookup = answerWith(['127.0.0.1'], ['10.0.0.1'])
    const socket = await open('rebinding.example.com')
    expect(lookup).toHaveBeenCalledTimes(1)
    expect(socket.remoteAddress).toBe('127.0.0.1')
    socket.destroy()
  })

  it('gives up a host that is not reached in time, whether the DNS or the network is silent', async () => {
    const open = await openerWith('off')
    vi.spyOn(dns, 'lookup').mockImplementation(() => undefined)
    await expect(open('silent.example.com')).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  })

  it('connects to a listed host', async () => {
    const open = await openerWith('off', '127.0.0.1')
    answerWith(['127.0.0.1'])
    const socket = await open('relay.corp.example')
    expect(socket.remoteAddress).toBe('127.0.0.1')
    socket.destroy()
  })
})

it('where the demo is on, connects to this machine and no other private one', async () => {
  const open = await openerWith('on')
  const socket = await open('127.0.0.1')
  expect(socket.remotePort).toBe(port)
  socket.destroy()
  await expect(open('10.0.0.1')).rejects.toMatchObject({ reason: 'not_public' })
})
