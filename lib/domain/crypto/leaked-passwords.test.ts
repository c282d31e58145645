import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'

const ann = { email: 'ann@acme.test' }
const [leaked, padding, unknown] = ['a-leaked-password', 'only-padding-of-it', 'nobody-leaked-this']
const requests: IncomingMessage[] = []
let behavior: 'answers' | 'fails' | 'waits' | 'redirects' = 'answers'

/** In the form of api.pwnedpasswords.com. */
const service = createServer((request, response) => {
  requests.push(request)
  if (behavior === 'waits') return
  if (behavior === 'redirects') return void response.writeHead(302, { location: '/elsewhere' }).end()
  if (behavior === 'fails') return void response.writeHead(503).end('')
  const lines = [`${hashOf(leaked).slice(5)}:17`, `${hashOf(padding).slice(5)}:0`, `${'0'.repeat(35)}:3`]
  response.writeHead(200, { 'content-type': 'text/plain' }).end(lines.join('\r\n'))
})

let tenant: TestTenant
let parse: (password: string) => Promise<string>

beforeAll(async () => {
  service.listen(0, '127.0.0.1')
  await once(service, 'listening')
  vi.stubEnv('FOYER_DEMO', 'on')
  vi.stubEnv('PWNED_PASSWORDS_URL', `http://127.0.0.1:${(service.address() as AddressInfo).port}/`)
  const { parseNewPassword } = await import('./new-password')
  tenant = await createTestTenant()
  parse = (password) => parseNewPassword(tenant.tenantId, ann, password)
})
afterAll(() => {
  service.closeAllConnections()
  service.close()
})

beforeEach(async () => {
  requests.length = 0
  behavior = 'answers'
  await setRefuses(true)
})

function hashOf(password: string): string {
  return createHash('sha1').update(password).digest('hex').toUpperCase()
}

async function setRefuses(refuseLeakedPasswords: boolean): Promise<void> {
  const where = { id: tenant.tenantId }
  await tenant.write((tx) => tx.tenant.update({ where, data: { refuseLeakedPasswords } }))
}

async function parseAndReadLog(password: string): Promise<{ accepted: string; log: string }> {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    const accepted = await parse(password)
    return { accepted, log: written.mock.calls.map(([text]) => String(text)).join('') }
  } finally {
    written.mockRestore()
  }
}

describe('a new password', () => {
  it('is not looked up unless the tenant wants it', async () => {
    await setRefuses(false)
    expect(await parse(leaked)).toBe(leaked)
    expect(requests).toEqual([])
  })

  it('is refused if it leaked, and five digits of its hash are all that is sent', async () => {
    await expect(parse(leaked)).rejects.toMatchObject({
      code: 'invalid',
      field: 'password',
      message: 'This password appeared in a data leak. Choose another.',
    })
    const [request] = requests
    expect([request?.method, request?.url]).toEqual(['GET', `/range/${hashOf(leaked).slice(0, 5)}`])
    expect(request?.headers).toMatchObject({ 'add-padding': 'true', 'user-agent': 'foyer' })
    expect(request?.rawHeaders.join(' ').toUpperCase()).not.toContain(hashOf(leaked).slice(5))
  })

  it.each([unknown, padding])('is accepted if it did not leak: %s', async (password) => {
    expect(await parse(password)).toBe(password)
    expect(requests).toHaveLength(1)
  })

  it('is looked up only if the other rules accept it', async () => {
    await expect(parse('basketball')).rejects.toThrow(/too common/)
    expect(requests).toEqual([])
  })
})

describe('where the service does not work, a password is accepted and the log says so', () => {
  it.each([
    ['fails', /"part":"passwords".*The answer was 503\./],
    ['redirects', /The answer was 302\./],
    ['waits', /unreachable/],
  ] as const)('%s', async (how, line) => {
    behavior = how
    const { accepted, log } = await parseAndReadLog(leaked)
    expect(accepted).toBe(leaked)
    expect(log).toMatch(line)
    expect(log.toUpperCase()).not.toContain(hashOf(leaked).slice(0, 5))
    expect(requests).toHaveLength(1)
  })
})
