import { afterEach, describe, expect, it, vi } from 'vitest'
import { revokeDirectoryToken } from '@/lib/domain/directories/directory-tokens'
import { answerProgram } from '@/lib/server/routes'
import { TestDirectory } from '@/test/fixtures/directory'

const directory = await TestDirectory.open()
const { connectionId } = directory

interface Asked {
  form?: Record<string, string>
  authorization?: string
  connection?: string
  tenantId?: string
}

async function ask({ form, authorization, connection = connectionId, tenantId }: Asked = {}) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(authorization === undefined ? { client_id: connection, client_secret: directory.token } : {}),
    ...form,
  })
  const request = new Request(`http://foyer.test/scim/v2/connections/${connection}/token`, {
    method: 'POST',
    headers: {
      'x-foyer-tenant': tenantId ?? directory.tenant.tenantId,
      ...(authorization === undefined ? {} : { authorization }),
    },
    body,
  })
  const answer = await answerProgram(request)
  return {
    status: answer.status,
    headers: answer.headers,
    json: (await answer.json()) as Record<string, unknown>,
  }
}

async function accessToken(): Promise<string> {
  const { status, json } = await ask()
  expect(status, JSON.stringify(json)).toBe(200)
  return String(json['access_token'])
}

afterEach(() => {
  vi.useRealTimers()
})

describe('200', () => {
  it('answers an access token of ten minutes, with which the directory works', async () => {
    const { json, headers } = await ask()
    expect(json).toEqual({
      access_token: expect.any(String) as string,
      token_type: 'Bearer',
      expires_in: 600,
    })
    expect(headers.get('cache-control')).toBe('no-store')
    const token = String(json['access_token'])
    expect((await directory.ask('GET', '/Users', { token })).status).toBe(200)
    expect(token).not.toContain(directory.token)
  })

  it('takes the client by HTTP Basic', async () => {
    const basic = Buffer.from(`${connectionId}:${directory.token}`).toString('base64')
    expect((await ask({ authorization: `Basic ${basic}` })).status).toBe(200)
  })
})

describe('401', () => {
  it('for a wrong secret, another client, an access token as the secret, and another tenant', async () => {
    const other = await TestDirectory.open()
    const token = await accessToken()
    for (const asked of [
      { form: { client_secret: 'wrong' } },
      { form: { client_id: other.connectionId } },
      { connection: other.connectionId },
      { form: { client_secret: token } },
      { authorization: 'Basic !!!' },
      { authorization: `Basic ${Buffer.from('no colon').toString('base64')}` },
      { tenantId: other.tenant.tenantId },
    ]) {
      const { status, json, headers } = await ask(asked)
      expect([status, json['error']], JSON.stringify(asked)).toEqual([401, 'invalid_client'])
      expect(headers.get('www-authenticate')).toBe('Basic')
    }
    expect((await other.ask('GET', '/Users', { token })).status).toBe(401)
    const base = `/scim/v2/connections/${other.connectionId}`
    expect((await directory.ask('GET', '/Users', { token, base })).status).toBe(401)
  })

  it('for an access token that is altered or expired', async () => {
    const token = await accessToken()
    const altered = `${token.slice(0, -3)}${token.endsWith('AAA') ? 'BBB' : 'AAA'}`
    for (const wrong of [altered, 'a.b.c.d.e', '.'])
      expect((await directory.ask('GET', '/Users', { token: wrong })).status, wrong).toBe(401)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 601_000 })
    expect((await directory.ask('GET', '/Users', { token })).status).toBe(401)
  })

  it('at once when the token of the directory is revoked', async () => {
    const token = await accessToken()
    const { id: tokenId } = await directory.tenant.read((tx) =>
      tx.directoryToken.findFirstOrThrow({ where: { connectionId }, select: { id: true } }),
    )
    await revokeDirectoryToken(await directory.maker(), { connectionId, tokenId })
    expect((await directory.ask('GET', '/Users', { token })).status).toBe(401)
    expect((await ask()).status).toBe(401)
    await directory.renewToken()
    expect((await directory.ask('GET', '/Users', { token })).status).toBe(401)
    expect((await directory.ask('GET', '/Users', { token: await accessToken() })).status).toBe(200)
  })
})

describe('400', () => {
  it('for another grant and for what is no form', async () => {
    expect((await ask({ form: { grant_type: 'password' } })).json['error']).toBe('unsupported_grant_type')
    expect((await ask({ form: { grant_type: 'x'.repeat(101) } })).json['error']).toBe('invalid_request')
    expect((await ask({ form: { more: 'x'.repeat(20_000) } })).status).toBe(413)
  })
})
