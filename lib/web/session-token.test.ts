import { decode, encode } from 'next-auth/jwt'
import { describe, expect, it } from 'vitest'
import { env } from '@/lib/env'
import { secretOf } from './session-cookie'
import { openToken, sealToken } from './session-token'

const previousSecret = 'the secret of yesterday, for tests alone'
// Read once per process, on first use.
process.env['FOYER_SECRET_PREVIOUS'] = previousSecret

const tenant = { id: 'lumen' }
const claims = { sub: 'auth0|1', sid: 'ses_1', tenant_id: tenant.id, name: 'Zoë 😀' }

/** As NextAuth seals it. */
function sealed(maxAge: number, secret = env().secret): Promise<string> {
  return encode({ token: claims, secret: secretOf(tenant, secret), maxAge })
}

describe('a session’s token', () => {
  it('is opened by NextAuth', async () => {
    const opened = await decode({
      token: sealToken(tenant, claims, 600),
      secret: secretOf(tenant, env().secret),
    })
    expect(opened).toMatchObject({ ...claims, jti: expect.any(String) })
    expect(Number(opened?.['exp']) - Number(opened?.['iat'])).toBe(600)
  })

  it('is opened when NextAuth sealed it', async () => {
    const token = await sealed(600)
    expect(openToken(tenant, token)).toMatchObject(claims)
  })

  it('is another one each time', () => {
    const [one, other] = [sealToken(tenant, claims, 600), sealToken(tenant, claims, 600)]
    expect(one.split('.')[2]).not.toBe(other.split('.')[2])
  })

  it('is opened with the previous secret, and with no other', async () => {
    expect(openToken(tenant, await sealed(600, previousSecret))).toMatchObject(claims)
    expect(openToken(tenant, await sealed(600, 'the secret of someone else, for tests'))).toBeNull()
  })
})

describe('no token', () => {
  it('is one with any character altered, added or left out', () => {
    const token = sealToken(tenant, claims, 600)
    const parts = token.split('.').slice(1)
    // The last character of a part may have bits that say nothing.
    const ends = new Set(parts.map((_, index) => token.length - parts.slice(index + 1).join('.').length - 1))
    for (let at = 0; at < token.length; at++) {
      const [before, after] = [token.slice(0, at), token.slice(at + 1)]
      const other = token[at] === 'A' ? 'B' : 'A'
      expect(openToken(tenant, before + after)).toBeNull()
      expect(openToken(tenant, `${before}!${after}`)).toBeNull()
      expect(openToken(tenant, `${before}=${token.slice(at)}`)).toBeNull()
      if (!ends.has(at) && !ends.has(at + 1)) expect(openToken(tenant, before + other + after)).toBeNull()
    }
  })

  it.each([
    ['nothing', ''],
    ['points', '....'],
    ['a signed one', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'],
  ])('is %s', (_, token) => {
    expect(openToken(tenant, token)).toBeNull()
  })

  it('is one with another header, though its key is the same', () => {
    const [, ...rest] = sealToken(tenant, claims, 600).split('.')
    const other = Buffer.from('{"enc":"A256GCM","alg":"dir"}').toString('base64url')
    expect(openToken(tenant, [other, ...rest].join('.'))).toBeNull()
  })

  it('is one of another tenant, or one that says so', () => {
    expect(openToken(tenant, sealToken({ id: 'another' }, claims, 600))).toBeNull()
    expect(openToken(tenant, sealToken(tenant, { ...claims, tenant_id: 'another' }, 600))).toBeNull()
  })

  it('is one that has expired, more than 15 seconds ago', () => {
    expect(openToken(tenant, sealToken(tenant, claims, -5))).toMatchObject(claims)
    expect(openToken(tenant, sealToken(tenant, claims, -20))).toBeNull()
  })

  it('is one without a time', async () => {
    expect(openToken(tenant, await sealed(Number.NaN))).toBeNull()
  })
})
