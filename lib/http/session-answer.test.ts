import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { endSession } from '@/lib/domain/users/end-sessions'
import { switchOrganization } from '@/lib/domain/users/switch-organization'
import { env } from '@/lib/env'
import { startApi, type Api } from '@/test/api'
import type { TestUser, TestOrganization } from '@/test/fixtures/tenant'
import { answerSession } from './session-answer'
import { callbackUrl, cookieName, cookieNameFor, openToken, secretOf } from '@/lib/web/session-cookie'

let api: Api
let person: TestUser
let organization: TestOrganization

beforeAll(async () => {
  process.env['AUTH_TRUST_HOST'] = '1'
  api = await startApi()
  organization = await api.tenant.createOrganization()
  person = await api.tenant.createUser()
  await api.tenant.addMember(organization, person, ['Owner'])
  await switchOrganization(person.self, organization.id)
})
afterAll(disconnect)

async function cookieOf({ id, sessionId }: TestUser): Promise<string> {
  const { tenant } = api.openid
  const token = { sub: id, sid: sessionId, tenant_id: tenant.id }
  const value = await encode({ token, secret: secretOf(tenant, env().secret), maxAge: 600 })
  return `${cookieName(tenant)}=${value}`
}

function read(cookie = ''): Promise<Response> {
  const { id, url } = api.openid.tenant
  const headers = { cookie, 'x-foyer-tenant': id, 'x-forwarded-host': new URL(url).host }
  return answerSession(new Request(`${url}/api/auth/session`, { headers }))
}

/** Name → the rest of its line. */
function cookiesIn(response: Response): Record<string, string> {
  const lines = response.headers.getSetCookie()
  return Object.fromEntries(
    lines.map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]),
  )
}

describe('a live session', () => {
  it('is answered as who and where, and lives on by a new cookie', async () => {
    const { tenant } = api.openid
    const response = await read(await cookieOf(person))
    expect(await response.json()).toEqual({
      user: { id: person.id, email: person.email, name: expect.any(String) },
      org_id: organization.id,
      org_name: organization.slug,
      expires: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      pragma: 'no-cache',
      expires: '0',
    })
    const line = cookiesIn(response)[cookieName(tenant)] ?? ''
    expect(line).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    const rolled = await openToken(tenant, line.split(';', 1)[0] ?? '')
    expect(rolled).toMatchObject({ sub: person.id, sid: person.sessionId, org_id: organization.id })
  })
})

describe('no session', () => {
  it('is answered as nothing', async () => {
    const response = await read()
    expect([response.status, await response.json()]).toEqual([200, {}])
    expect(cookiesIn(response)).not.toHaveProperty(cookieName(api.openid.tenant))
  })

  it('is what an ended one is, and its cookie is taken back', async () => {
    const other = await api.tenant.createUser()
    const cookie = await cookieOf(other)
    await endSession(other.self, other.sessionId)
    const response = await read(cookie)
    expect(await response.json()).toEqual({})
    expect(cookiesIn(response)[cookieName(api.openid.tenant)]).toMatch(/^; Max-Age=0; /)
  })
})

it('a callback URL in a cookie that is none is a bad request', async () => {
  const name = cookieNameFor(api.openid.tenant, callbackUrl)
  expect((await read(`${name}=javascript%3Aalert(1)`)).status).toBe(400)
})
