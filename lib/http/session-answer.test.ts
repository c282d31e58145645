import { createHash } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { endSession } from '@/lib/domain/users/end-sessions'
import { switchOrganization } from '@/lib/domain/users/switch-organization'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { startApi, type Api } from '@/test/api'
import { buffersRead } from '@/test/buffers-read'
import { createOperator } from '@/test/fixtures/operator'
import { readLog } from '@/test/logged-lines'
import { openSupport } from '@/test/fixtures/support'
import type { TestUser, TestOrganization } from '@/test/fixtures/tenant'
import { authOptions } from './next-auth'
import { answerSession } from './session-answer'
import { callbackUrl, sessionCookieName, cookieNameFor, openToken, secretOf } from '@/lib/web/session-cookie'

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

afterEach(() => void vi.restoreAllMocks())

async function cookieOf({ id, sessionId }: TestUser): Promise<string> {
  const { tenant } = api.openid
  const token = { sub: id, sid: sessionId, tenant_id: tenant.id }
  const value = await encode({ token, secret: secretOf(tenant, env().secret), maxAge: 600 })
  return `${sessionCookieName(tenant)}=${value}`
}

const csrfToken = 'a CSRF token'

/** With the session’s cookie. */
async function csrfCookie(of = person): Promise<string> {
  const { tenant } = api.openid
  const hash = createHash('sha256')
    .update(`${csrfToken}${secretOf(tenant, env().secret)}`)
    .digest('hex')
  const name = cookieNameFor(tenant, 'csrf-token')
  return `${await cookieOf(of)}; ${name}=${encodeURIComponent(`${csrfToken}|${hash}`)}`
}

function read(cookie = ''): Promise<Response> {
  return answerSession(requestWith({ cookie }))
}

function update(cookie: string, body: object | string): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { cookie, 'content-type': 'application/json' }
  return answerSession(requestWith(headers, { method: 'POST', body: text }))
}

function requestWith(headers: Record<string, string>, init: RequestInit = {}): Request {
  const { id, url } = api.openid.tenant
  const pinned = { 'x-foyer-tenant': id, 'x-forwarded-host': new URL(url).host }
  return new Request(`${url}/api/auth/session`, { ...init, headers: { ...headers, ...pinned } })
}

/** Name → the rest of its line. */
function cookiesIn(response: Response): Record<string, string> {
  const lines = response.headers.getSetCookie()
  return Object.fromEntries(
    lines.map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]),
  )
}

describe('a live session', () => {
  it('is answered with the user and the organization, and renewed by a new cookie', async () => {
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
    const line = cookiesIn(response)[sessionCookieName(tenant)] ?? ''
    expect(line).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    const rolled = await openToken(tenant, line.split(';', 1)[0] ?? '')
    expect(rolled).toMatchObject({ sub: person.id, sid: person.sessionId, org_id: organization.id })
  })
})

describe('an update', () => {
  it('switches the organization, with the CSRF token', async () => {
    const other = await api.tenant.createOrganization()
    await api.tenant.addMember(other, person, ['Member'])
    const response = await update(await csrfCookie(), { csrfToken, data: { org_id: other.id } })
    expect(await response.json()).toMatchObject({ user: { id: person.id }, org_id: other.id })
    const line = cookiesIn(response)[sessionCookieName(api.openid.tenant)] ?? ''
    const renewed = await openToken(api.openid.tenant, line.split(';', 1)[0] ?? '')
    expect(renewed).toMatchObject({ org_id: other.id, org_name: other.slug })
    await switchOrganization(person.self, organization.id)
  })

  it('reads the session only if nothing was switched: the switch checks it', async () => {
    const other = await api.tenant.createOrganization()
    await api.tenant.addMember(other, person, ['Member'])
    const cookie = await csrfCookie()
    const switching = () => update(cookie, { csrfToken, data: { org_id: other.id } })
    await expect(buffersRead(/foyer\.caller_context/, switching)).rejects.toThrow(/^0 statements/)
    expect(await buffersRead(/foyer\.caller_context/, switching)).toBeGreaterThan(0)
    await switchOrganization(person.self, organization.id)
  })

  it('does not bring an ended session back', async () => {
    const other = await api.tenant.createUser()
    await api.tenant.addMember(organization, other, ['Member'])
    const cookie = await csrfCookie(other)
    await endSession(other.self, other.sessionId)
    for (const data of [{ org_id: organization.id }, {}]) {
      const response = await update(cookie, { csrfToken, data })
      expect(await response.json()).toEqual({})
      expect(cookiesIn(response)[sessionCookieName(api.openid.tenant)]).toMatch(/^; Max-Age=0; /)
    }
  })

  it('leaves the organization as it is if the person may not enter the other one', async () => {
    const foreign = await api.tenant.createOrganization()
    const response = await update(await csrfCookie(), { csrfToken, data: { org_id: foreign.id } })
    expect(await response.json()).toMatchObject({ org_id: organization.id })
  })

  it('never leads into an organization that is open as support', async () => {
    const operator = await createOperator(api.tenant)
    const supported = await api.tenant.createOrganization()
    await openSupport(api.tenant, operator, { organization: supported, minutes: 30 })
    const response = await update(await csrfCookie(operator), { csrfToken, data: { org_id: supported.id } })
    expect(await response.json()).toMatchObject({ user: { id: operator.id }, org_id: null, org_name: null })
  })

  it.each([
    ['another token', JSON.stringify({ csrfToken: 'another', data: {} })],
    ['no token', '{}'],
    ['no JSON', '{'],
    ['an invalid callback URL', JSON.stringify({ csrfToken, callbackUrl: 'javascript:alert(1)' })],
  ])('is a bad request with %s, and changes nothing', async (_, body) => {
    const response = await update(await csrfCookie(), body)
    expect(response.status).toBe(400)
    expect(cookiesIn(response)).not.toHaveProperty(sessionCookieName(api.openid.tenant))
  })
})

describe('no session', () => {
  it('is answered with an empty object', async () => {
    const response = await read()
    expect([response.status, await response.json()]).toEqual([200, {}])
    expect(cookiesIn(response)).not.toHaveProperty(sessionCookieName(api.openid.tenant))
  })

  it('is also an ended one, whose cookie is deleted, and nothing is logged', async () => {
    const other = await api.tenant.createUser()
    const cookie = await cookieOf(other)
    await endSession(other.self, other.sessionId)
    const logged = [vi.spyOn(process.stderr, 'write'), vi.spyOn(console, 'error')]
    const response = await read(cookie)
    for (const spy of logged) expect(spy).not.toHaveBeenCalled()
    expect(await response.json()).toEqual({})
    expect(cookiesIn(response)[sessionCookieName(api.openid.tenant)]).toMatch(/^; Max-Age=0; /)
  })
})

it('an invalid callback URL in a cookie is a bad request', async () => {
  const name = cookieNameFor(api.openid.tenant, callbackUrl)
  expect((await read(`${name}=javascript%3Aalert(1)`)).status).toBe(400)
})

it('errors are logged with their stack, and an absent database in one line', () => {
  const logged = readLog()
  const { logger } = authOptions(api.openid.tenant)
  const broken = new Error('Broken.')
  logger?.error?.('JWT_SESSION_ERROR', broken)
  logger?.error?.('SIGNIN_ERROR', { error: broken })
  logger?.error?.('JWT_SESSION_ERROR', new DomainError('unavailable', 'The database is away.'))
  const part = 'next-auth'
  expect(logged()).toMatchObject([
    { part, msg: 'JWT_SESSION_ERROR: Broken.', err: { stack: broken.stack } },
    { part, msg: 'SIGNIN_ERROR: Broken.', err: { stack: broken.stack } },
    { part, msg: 'JWT_SESSION_ERROR: The database is away.' },
  ])
  expect(logged()[2]?.err).toBeUndefined()
})
