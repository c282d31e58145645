import { beforeAll, describe, expect, it } from 'vitest'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import type { IncomingRequest } from './incoming-request'
import { admit, requestId, type Admission } from './admission'

let tenant: TestTenant
let host: string

beforeAll(async () => {
  tenant = await createTestTenant()
  host = `${tenant.tenantId}.localhost:3000`
})

function request(given: Partial<IncomingRequest> = {}): IncomingRequest {
  return { method: 'GET', url: '/', remoteAddress: '10.1.2.3', ...given, headers: { host, ...given.headers } }
}

function post(headers: Record<string, string>, url = '/sign-in'): Promise<Admission> {
  return admit(request({ method: 'POST', url, headers: { 'content-type': 'text/plain', ...headers } }))
}

function status(admission: Admission): number | null {
  return 'refuse' in admission ? admission.refuse.status : null
}

describe('admission', () => {
  it('accepts requests to a tenant’s host, at any port in the demo', async () => {
    for (const known of [
      host,
      host.toUpperCase(),
      `${tenant.tenantId}.localhost`,
      `${tenant.tenantId}.localhost:9`,
    ]) {
      const admission = await admit(request({ headers: { host: known } }))
      expect(admission).toMatchObject({ headers: { 'x-foyer-tenant': tenant.tenantId } })
    }
  })

  it('answers 421 at any other host', async () => {
    for (const foreign of [
      'attacker.test',
      `${host}.attacker.test`,
      `attacker.test#${host}`,
      `${host}@attacker.test`,
      '',
      ' ',
      'a/b',
    ]) {
      expect(status(await admit(request({ headers: { host: foreign } }))), foreign).toBe(421)
    }
  })

  it('shortens a User-Agent that takes Next too long', async () => {
    const admission = await admit(request({ headers: { 'user-agent': '9'.repeat(10_000) } }))
    expect(admission).toMatchObject({ headers: { 'user-agent': '9'.repeat(500) } })
  })

  it('refuses a body that is sent to a health endpoint', async () => {
    const headers = { 'content-length': '1' }
    expect(status(await admit(request({ method: 'POST', url: '/api/health/ready', headers })))).toBe(413)
  })

  it('drops a router state that Next cannot parse', async () => {
    const admitted = (state: string) => admit(request({ headers: { 'next-router-state-tree': state } }))
    for (const state of ['', '[', '%', '1', '["",{"children":1}]', encodeURIComponent('["",{"children":1}]')])
      expect(await admitted(state), state).toHaveProperty(['headers', 'next-router-state-tree'], undefined)
    const readable = encodeURIComponent(JSON.stringify(['', { children: ['sign-in', {}] }, null, null]))
    expect(await admitted(readable)).not.toHaveProperty(['headers', 'next-router-state-tree'])
  })

  it('refuses more parameters and cookies than Next can read in time', async () => {
    expect(status(await admit(request({ url: `/sign-in?${'q=a&'.repeat(3000)}` })))).toBe(400)
    expect(status(await admit(request({ headers: { cookie: 'a=b; '.repeat(1500) } })))).toBe(431)
  })

  it('answers the health endpoints at any host', async () => {
    const headers = { host: 'attacker.test' }
    for (const url of ['/api/health', '/api/health/live'])
      expect(status(await admit(request({ url, headers }))), url).toBeNull()
    expect(status(await admit(request({ url: '/api/health/nothing', headers })))).toBe(421)
  })

  it('answers 405 to writes to the health endpoints', async () => {
    for (const url of ['/api/health', '/api/health/live', '/api/health/live/', '/api/health/ready'])
      expect(status(await admit(request({ method: 'POST', url }))), url).toBe(405)
  })

  it('answers 400 to targets that are not a path', async () => {
    for (const url of [
      'http://attacker.test/',
      '//attacker.test/',
      '*',
      'attacker.test:443',
      '/o/%00/home',
      '/x?q=%00',
      '/o/%E0%A4%A',
      '/o/%ff/home',
      '/members/%ED%A0%80',
      '/api/v2/../../sign-in',
      '/api/v2/..',
      '/api/v2/%2e%2E/%2e./sign-in',
      '/a/./b',
      '/a\\..\\b',
    ]) {
      expect(status(await admit(request({ url }))), url).toBe(400)
    }
  })

  it('accepts dots in a path that are no segments of their own', async () => {
    for (const url of [
      '/.well-known/jwks.json',
      '/o/a..b/home',
      '/...',
      '/x?q=/../',
      '/api/v2/users/..%2F..',
    ]) {
      expect(status(await admit(request({ url }))), url).toBeNull()
    }
  })

  it('keeps the request id of the caller, or creates one', () => {
    const id = (given: string) => requestId({ headers: { 'x-request-id': given } })
    for (const given of ['12345678', 'a_b-c.d0'.repeat(8)]) expect(id(given)).toBe(given)
    for (const given of ['', '1234567', 'a'.repeat(65), '12345678\n', 'a b c d e', '12345678, 12345678'])
      expect(id(given), given).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(requestId({ headers: {} })).not.toBe(requestId({ headers: {} }))
  })

  it('answers 405 to methods that no handler has', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'CONNECT']) {
      const admission = await admit(request({ method, headers: { origin: `http://${host}` } }))
      expect(status(admission), method).toBe(405)
    }
  })

  it('answers 405 to writes to a file, and serves files whole', async () => {
    const part = { range: 'bytes=9-', 'if-range': '"x"', 'if-match': '"x"', 'if-unmodified-since': 'x' }
    const dropped = Object.fromEntries(Object.keys(part).map((name) => [name, undefined]))
    for (const url of ['/_next/static/chunks/a.js', '/%5fnext/a', '/_next/image?url=x', '/%66avicon.svg']) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'FOO']) {
        const admission = await admit(request({ method, url, headers: { origin: `http://${host}` } }))
        expect(status(admission), `${method} ${url}`).toBe(405)
      }
      const admission = await admit(request({ url, headers: { ...part, 'if-none-match': '"x"' } }))
      expect(admission).toMatchObject({ headers: dropped })
      expect(admission).not.toHaveProperty('headers.if-none-match')
    }
    const api = await admit(request({ url: '/api/v2/users/x', headers: part }))
    for (const name of Object.keys(part)) expect(api).not.toHaveProperty(`headers.${name}`)
  })

  it('ignores what a client says of the host and the address that a request came from', async () => {
    const untrusted = {
      'x-forwarded-host': 'attacker.test',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '1.1.1.1',
      'x-forwarded-port': '666',
      forwarded: 'host=attacker.test',
      'x-foyer-tenant': 'another',
      'x-foyer-ip': '1.1.1.1',
      'x-nonce': 'known',
      'x-middleware-subrequest': 'proxy:proxy',
      'x-real-ip': '1.1.1.1',
    }
    const admission = await admit(request({ headers: untrusted }))
    expect(admission).toMatchObject({
      headers: {
        'x-forwarded-host': host,
        'x-forwarded-proto': 'http',
        'x-foyer-tenant': tenant.tenantId,
        'x-foyer-ip': '10.1.2.3',
      },
    })
    if ('refuse' in admission) throw new Error('refused')
    for (const name of [
      'x-forwarded-for',
      'x-forwarded-port',
      'forwarded',
      'x-nonce',
      'x-middleware-subrequest',
      'x-real-ip',
    ]) {
      expect(Object.hasOwn(admission.headers, name), name).toBe(true)
      expect(admission.headers[name], name).toBeUndefined()
    }
  })
})

describe('a write with our cookie', () => {
  it('accepts requests from our own pages', async () => {
    expect(status(await post({ origin: `http://${host}` }))).toBeNull()
    expect(status(await post({ origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }))).toBeNull()
  })

  it('is refused from any other origin', async () => {
    const origins = [
      'http://attacker.test',
      'null',
      `http://sub.${host}`,
      `http://${host}.attacker.test`,
      `https://${host}`,
      'http://localhost:3000',
      '',
    ]
    for (const origin of origins) expect(status(await post({ origin })), origin).toBe(403)
    expect(status(await post({}))).toBe(403)
  })

  it('is refused when the browser says that another site sent it', async () => {
    for (const site of ['cross-site', 'same-site', 'none']) {
      expect(status(await post({ origin: `http://${host}`, 'sec-fetch-site': site })), site).toBe(403)
    }
  })

  it('is refused on every path for which the cookie counts, by every method', async () => {
    for (const url of [
      '/',
      '/o/acme/members',
      '/api/auth/signout',
      '/invitations/x',
      '/API/V2/users',
      '/api/v2x',
      ...['/oauth', '/oauth/nothing', '/oauth/token/x', '/userinfo/x'],
      ...['/login/callback/', '/login/callback/con_1/', '/login/callback/con_1/x', '/sign-in/with/con_1'],
      '/api/webhooks/x',
      '/api/health/x',
    ]) {
      expect(status(await post({}, url)), url).toBe(403)
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'FOO']) {
      expect(status(await admit(request({ method }))), method).toBe(403)
    }
  })

  it('needs no origin on paths that ask for a token or a provider’s signature', async () => {
    const tokens = ['/api/v2', '/api/v2/users', '/oauth/token', '/oauth/token/', '/oauth/revoke']
    for (const url of [...tokens, '/login/callback', '/login/callback/con_1'])
      expect(status(await post({}, url)), url).toBeNull()
  })

  it('answers 400 to a multipart body without a boundary', async () => {
    expect(status(await post({ origin: `http://${host}`, 'content-type': 'multipart/form-data' }))).toBe(400)
  })
})
