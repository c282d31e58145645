import { decode, encode } from 'next-auth/jwt'
import { describe, expect, it, vi } from 'vitest'
import { env } from '@/lib/env'
import { openToken, renewToken, sealToken, secretOf } from './session-cookie'

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
    const bySealOfAnother = await sealToken({ id: 'another' }, claims, 600)
    expect(await openToken({ id: 'another' }, bySealOfAnother)).toBeNull()
    expect(await openToken(tenant, bySealOfAnother)).toBeNull()
    expect(await openToken(tenant, await sealToken(tenant, claims, -5))).toMatchObject(claims)
    expect(await openToken(tenant, await sealToken(tenant, claims, -20))).toBeNull()
  })
  it('is not opened once it has expired, though it was opened before', async () => {
    const token = await sealToken(tenant, claims, 600)
    expect(await openToken(tenant, token)).toMatchObject(claims)
    vi.useFakeTimers({ now: Date.now() + 614_000, toFake: ['Date'] })
    try {
      expect(await openToken(tenant, token)).toMatchObject(claims)
      vi.setSystemTime(Date.now() + 2_000)
      expect(await openToken(tenant, token)).toBeNull()
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a renewed token', () => {
  async function renewed(token: string, change: object = {}): Promise<string> {
    const opened = await openToken(tenant, token)
    return renewToken(tenant, { token, claims: { ...opened, ...change } }, 600)
  }

  it('is the same one while it says the same, and half of its life is not over', async () => {
    const token = await sealToken(tenant, claims, 600)
    expect(await renewed(token)).toBe(token)
    const old = await sealToken(tenant, claims, 600)
    vi.useFakeTimers({ now: Date.now() + 301_000, toFake: ['Date'] })
    try {
      const next = await renewed(old)
      expect(next).not.toBe(old)
      expect(await openToken(tenant, next)).toMatchObject({ exp: Math.floor(Date.now() / 1000) + 600 })
    } finally {
      vi.useRealTimers()
    }
  })

  it('is sealed again where it says something else, or was sealed with the previous secret', async () => {
    const token = await sealToken(tenant, claims, 600)
    const next = await renewed(token, { org_id: 'org_1' })
    expect(await openToken(tenant, next)).toMatchObject({ ...claims, org_id: 'org_1' })
    const previous = await sealed(600, previousSecret)
    const current = await renewed(previous)
    expect(current).not.toBe(previous)
    expect(await decode({ token: current, secret: secretOf(tenant, env().secret) })).toMatchObject(claims)
  })
})
