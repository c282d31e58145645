import { STATUS_CODES } from 'node:http'
import { describe, expect, it } from 'vitest'
import { correction, refusal } from './refusal'

const ofTheApi = ['/api/v2', '/api/v2/', '/api/v2/users/%E0%A4%A', '/api/v2?q=%00', '/api/v2/users?x=/']
const ofNoApi = ['/', '/sign-in', '/api/v2x', '/API/v2/users', '/api/v1', '//api/v2', '/x?u=/api/v2/', '*']
const ofNoPath = ['http://evil.test/api/v2/users', 'evil.test:443', '']

describe('a refusal', () => {
  it.each([
    ['badAddress', 400, 'Bad request', 'invalid_uri'],
    ['badBody', 400, 'Bad request', 'invalid_body'],
    ['foreignForm', 403, 'This form was sent from another site, so it was not accepted.', 'foreign_origin'],
    ['nothingThere', 404, 'Not Found', undefined],
    ['unknownMethod', 405, 'That is not done here.', 'method_not_allowed'],
    ['tooLarge', 413, 'That is too large.', 'payload_too_large'],
    ['unknownHost', 421, 'There is no Foyer at this address.', 'unknown_host'],
    ['notNow', 503, 'Foyer cannot answer right now.', 'unavailable'],
  ] as const)('%s: as Auth0 has errors under /api/v2, plain text elsewhere', (reason, status, ...words) => {
    const [message, errorCode] = words
    const problem = { statusCode: status, error: STATUS_CODES[status], message, errorCode }
    for (const url of ofTheApi) {
      const { headers, body, ...rest } = refusal({ url }, reason)
      expect(rest, url).toEqual({ status })
      expect(headers['content-type'], url).toBe('application/json; charset=utf-8')
      expect(body, url).toBe(JSON.stringify(problem))
    }
    for (const url of [...ofNoApi, ...ofNoPath]) {
      const { headers, body, ...rest } = refusal({ url }, reason)
      expect(rest, url).toEqual({ status })
      expect(headers['content-type'], url).toBe('text/plain; charset=utf-8')
      expect(body, url).toBe(`${message}\n`)
    }
  })

  it('is kept by nobody, loads nothing, and says when to come again', () => {
    for (const url of ['/', '/api/v2/users']) {
      expect(refusal({ url }, 'notNow').headers).toMatchObject({
        ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'retry-after': '5' },
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      })
      expect(refusal({ url }, 'tooLarge').headers).not.toHaveProperty('retry-after')
    }
  })
})

describe('a method that a route does not have', () => {
  it('is answered as a path that is not there, under /api/v2', () => {
    for (const url of ofTheApi) expect(correction({ url }, 405)).toEqual(refusal({ url }, 'nothingThere'))
    for (const url of [...ofNoApi, ...ofNoPath]) expect(correction({ url }, 405), url).toBeNull()
  })

  it('is all that is answered otherwise', () => {
    for (const status of [200, 204, 308, 400, 404, 500])
      expect(correction({ url: '/api/v2/users' }, status)).toBeNull()
  })
})
