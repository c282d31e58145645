import { decode, encode } from 'next-auth/jwt'
import { describe, expect, it } from 'vitest'
import { env } from '@/lib/env'
import { openToken, sealToken, secretOf } from './session-cookie'

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
    const token = await sealToken(tenant, claims, 600)
    const opened = await decode({ token, secret: secretOf(tenant, env().secret) })
    expect(opened).toMatchObject({ ...claims, jti: expect.any(String) })
    expect(Number(opened?.['exp']) - Number(opened?.['iat'])).toBe(600)
  })

  it('is opened when NextAuth sealed it, with the previous secret too, and with no other', async () => {
    expect(await openToken(tenant, await sealed(600))).toMatchObject(claims)
    expect(await openToken(tenant, await sealed(600, previousSecret))).toMatchObject(claims)
    expect(await openToken(tenant, await sealed(600, 'the secret of someone else'))).toBeNull()
  })

  it('is not opened for another tenant, altered, or 15 seconds after it expired', async () => {
    expect(await openToken(tenant, await sealToken({ id: 'another' }, claims, 600))).toBeNull()
    const foreign = { ...claims, tenant_id: 'another' }
    expect(await openToken(tenant, await sealToken(tenant, foreign, 600))).toBeNull()
    const [header, key, iv, text = '', tag] = (await sealToken(tenant, claims, 600)).split('.')
    const altered = text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`
    expect(await openToken(tenant, [header, key, iv, altered, tag].join('.'))).toBeNull()
    expect(await openToken(tenant, await sealToken(tenant, claims, -5))).toMatchObject(claims)
    expect(await openToken(tenant, await sealToken(tenant, claims, -20))).toBeNull()
  })
})
