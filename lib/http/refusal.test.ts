import { STATUS_CODES } from 'node:http'
import { describe, expect, it } from 'vitest'
import { isLimit } from './form-state'
import type { IncomingRequest } from './incoming-request'
import { correction, refusal, refusalOfNetwork } from './refusal'

const untouched = { actionStarted: false, refused: null, outdatedForm: null }

function get(url: string): IncomingRequest {
  return { method: 'GET', url, headers: {}, remoteAddress: '127.0.0.1' }
}

const ofTheApi = ['/api/v2', '/api/v2/', '/api/v2/users/%E0%A4%A', '/api/v2?q=%00', '/api/v2/users?x=/']
const ofOtherPaths = [
  '/',
  '/sign-in',
  '/api/v2x',
  '/API/v2/users',
  '/api/v1',
  '//api/v2',
  '/x?u=/api/v2/',
  '*',
]
const notPaths = ['http://attacker.test/api/v2/users', 'attacker.test:443', '']

describe('a refusal', () => {
  it.each([
    ['badAddress', 400, 'Bad request', 'invalid_uri'],
    ['badBody', 400, 'Bad request', 'invalid_body'],
    ['foreignForm', 403, 'This form was sent from another site, so it was rejected.', 'foreign_origin'],
    ['nothingThere', 404, 'Not Found', undefined],
    ['unknownMethod', 405, 'That is not done here.', 'method_not_allowed'],
    ['tooLarge', 413, 'That is too large.', 'payload_too_large'],
    ['tooManyCookies', 431, 'There are too many cookies.', 'request_header_fields_too_large'],
    ['unknownHost', 421, 'There is nothing at this address.', 'unknown_host'],
    ['failed', 500, 'Something went wrong here.', 'internal_error'],
    ['notNow', 503, 'The service cannot answer right now.', 'unavailable'],
  ] as const)(
    '%s: an error in Auth0’s form under /api/v2, plain text elsewhere',
    (reason, status, ...words) => {
      const [message, errorCode] = words
      const problem = { statusCode: status, error: STATUS_CODES[status], message, errorCode }
      for (const url of ofTheApi) {
        const { headers, body, ...rest } = refusal({ url }, reason)
        expect(rest, url).toEqual({ status })
        expect(headers['content-type'], url).toBe('application/json; charset=utf-8')
        expect(body, url).toBe(JSON.stringify(problem))
      }
      for (const url of [...ofOtherPaths, ...notPaths]) {
        const { headers, body, ...rest } = refusal({ url }, reason)
        expect(rest, url).toEqual({ status })
        expect(headers['content-type'], url).toBe('text/plain; charset=utf-8')
        expect(body, url).toBe(`${message}\n`)
      }
    },
  )

  it('is not cached, loads nothing, and says when to try again', () => {
    for (const url of ['/', '/api/v2/users']) {
      expect(refusal({ url }, 'notNow').headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'retry-after': '5',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      })
      expect(refusal({ url }, 'tooLarge').headers).not.toHaveProperty('retry-after')
    }
  })
})

describe('a network that has reached a limit', () => {
  const sentence = 'Too many attempts. Try again in 3 minutes.'

  it('is told when to try again: a person on a page, a program in its form', () => {
    const page = refusalOfNetwork({ url: '/sign-in', headers: { accept: 'text/html' } }, 170)
    expect(page).toMatchObject({ status: 429, headers: { 'retry-after': '170' } })
    expect(page.body).toContain(`<p>${sentence}</p>`)
    const ofProgram = refusalOfNetwork({ url: '/api/v2/users' }, 170)
    expect(ofProgram).toMatchObject({ status: 429, headers: { 'retry-after': '170' } })
    expect(JSON.parse(ofProgram.body)).toMatchObject({ message: sentence, errorCode: 'too_many_requests' })
  })

  it('is told so in a form that a script sent', () => {
    const { headers, body } = refusalOfNetwork({ url: '/sign-in', headers: { 'next-action': 'a1' } }, 170)
    expect(headers['content-type']).toBe('text/plain')
    expect(isLimit(body)).toBe(true)
  })
})

describe('a refusal at an OAuth endpoint', () => {
  it('is an error of OAuth', () => {
    for (const url of ['/oauth/token', '/oauth/revoke?x=1', '/oauth/introspect', '/userinfo']) {
      expect(JSON.parse(refusal({ url }, 'tooLarge').body), url).toEqual({
        error: 'invalid_request',
        error_description: 'That is too large.',
      })
      expect(JSON.parse(refusal({ url }, 'notNow').body), url).toMatchObject({
        error: 'temporarily_unavailable',
      })
      expect(JSON.parse(refusal({ url }, 'failed').body), url).toMatchObject({ error: 'server_error' })
    }
    expect(refusal({ url: '/oauth/nothing' }, 'tooLarge').headers['content-type']).toMatch(/^text\/plain/)
  })
})

describe('Next’s own answer', () => {
  it('is left as it is', () => {
    for (const url of [...ofTheApi, ...ofOtherPaths, ...notPaths])
      for (const status of [200, 204, 308, 400, 404, 405, 500])
        expect(correction(get(url), status, untouched), url).toBeNull()
  })
})

describe('a form that React cannot decode', () => {
  const action: IncomingRequest = { ...get('/sign-in'), method: 'POST', headers: { 'next-action': '7f' } }

  it('is a bad request, not an error of ours', () => {
    expect(correction(action, 500, untouched)).toEqual(refusal(action, 'badBody'))
    const form = { ...action, headers: { 'content-type': 'multipart/form-data; boundary=x' } }
    expect(correction(form, 500, untouched)).toEqual(refusal(form, 'badBody'))
  })

  it('is none once its action has started, or when the request cannot be served now', () => {
    expect(correction(action, 500, { ...untouched, actionStarted: true })).toBeNull()
    const refused = { status: 503, retryAfter: 5 } as const
    expect(correction(action, 500, { ...untouched, refused })).toBeNull()
  })

  it('is none on a page that is only read, and on routes that programs call', () => {
    expect(correction(get('/sign-in'), 500, untouched)).toBeNull()
    for (const url of ['/api/v2/users', '/oauth/token', '/userinfo'])
      expect(correction({ ...action, url }, 500, untouched), url).toBeNull()
  })
})

describe('a refusal because Foyer is busy', () => {
  const accept = 'text/html,*/*;q=0.8'
  const busy = { actionStarted: false, outdatedForm: null, refused: { status: 503, retryAfter: 5 } } as const
  const incoming = (headers: Record<string, string>, url = '/o/acme') => ({
    method: 'GET',
    url,
    headers,
    remoteAddress: undefined,
  })

  it('is a page for a browser, whose policy allows only its own style', () => {
    const { status, headers, body } = refusal(incoming({ accept }), 'notNow')
    expect([status, headers['retry-after'], headers['content-type']]).toEqual([
      ...[503, '5', 'text/html; charset=utf-8'],
    ])
    expect(body).toContain('The service is busy')
    const nonce = /<style nonce="([^"]+)">/.exec(body)?.[1]
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`,
    )
    expect(refusal(incoming({ accept }), 'notNow').body).not.toBe(body)
  })

  it('is short for programs and for the scripts of a page', () => {
    const short = [{}, { accept: '*/*' }, { accept, rsc: '1' }, { accept, 'next-action': 'a' }]
    for (const headers of short)
      expect(refusal(incoming(headers), 'notNow').body).toBe('The service cannot answer right now.\n')
    expect(refusal(incoming({ accept }, '/api/v2/users'), 'notNow').headers['content-type']).toContain('json')
  })

  it('replaces Next’s error page, and not its answers to scripts', () => {
    expect(correction(incoming({ accept }), 500, busy)?.body).toContain('The service is busy')
    const tooSlow = { ...busy, refused: { status: 429, retryAfter: 7 } } as const
    expect(correction(incoming({ accept }), 500, tooSlow)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '7' },
      body: expect.stringContaining('The service is busy') as string,
    })
    expect(correction(incoming({ accept, rsc: '1' }), 500, busy)).toBeNull()
    expect(correction(incoming({ accept }), 200, busy)).toBeNull()
    expect(correction(incoming({ accept }), 500, { ...busy, refused: null })).toBeNull()
  })
})
