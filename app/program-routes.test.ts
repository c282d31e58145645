import { randomUUID } from 'node:crypto'
import { NextRequest } from 'next/server'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { IncomingRequest } from '@/lib/http/incoming-request'
import { programAnswer } from '@/lib/server/answer-without-next'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { readLog } from '@/test/logged-lines'
import * as jwks from './.well-known/jwks.json/route'
import * as authorizationServer from './.well-known/oauth-authorization-server/route'
import * as openidConfiguration from './.well-known/openid-configuration/route'
import * as managementApi from './api/v2/[[...path]]/route'
import * as myOrganizationApi from './my-org/[[...path]]/route'
import * as resendWebhook from './api/webhooks/resend/route'
import * as introspect from './oauth/introspect/route'
import * as revoke from './oauth/revoke/route'
import * as token from './oauth/token/route'
import * as userinfo from './userinfo/route'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

type AppRoute = Record<string, (request: NextRequest) => Promise<Response>>

let api: Api
let operator: ApiCaller
let acme: TestOrganization

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine(['read:organizations', 'update:organizations', 'create:organizations'])
  acme = await api.tenant.createOrganization()
})

interface SampleRequest {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}

/** With the headers that admission sets. */
function headersOf({ headers = {}, body }: SampleRequest): Record<string, string> {
  const { id, url } = api.openid.tenant
  return {
    host: new URL(url).host,
    'user-agent': 'test',
    'x-request-id': randomUUID(),
    'x-foyer-tenant': id,
    'x-foyer-ip': '192.0.2.7',
    'x-forwarded-host': new URL(url).host,
    'x-forwarded-proto': 'http',
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  }
}

async function beforeNext(requested: SampleRequest): Promise<Response | null> {
  const { method = 'GET', path, body } = requested
  const headers = headersOf(requested)
  const incoming: IncomingRequest = { method, url: path, headers, remoteAddress: '192.0.2.7' }
  return programAnswer(incoming, body === undefined ? undefined : new TextEncoder().encode(body))
}

function throughNext(route: AppRoute, requested: SampleRequest): Promise<Response> {
  const { method = 'GET', path, body } = requested
  const url = new URL(path, api.openid.tenant.url)
  const init = { method, headers: headersOf(requested), ...(body === undefined ? {} : { body }) }
  const handler = route[method]
  if (!handler) throw new Error(`Next has no ${method}.`)
  return handler(new NextRequest(url, init))
}

/** What two answers to the same question have in common. */
async function comparable(response: Response | null): Promise<Record<string, unknown>> {
  if (!response) return { status: null }
  const headers = [...response.headers].filter(([name]) => !/^(date|x-ratelimit-.*)$/.test(name))
  const text = await response.text()
  return {
    status: response.status,
    headers,
    text: text.replace(/"access_token":"[^"]+"/, '"access_token":"…"'),
  }
}

async function expectSame(route: AppRoute, requested: SampleRequest, status: number): Promise<void> {
  const front = await comparable(await beforeNext(requested))
  expect(front['status'], JSON.stringify(requested)).toBe(status)
  expect(front).toEqual(await comparable(await throughNext(route, requested)))
}

function bearer(): Record<string, string> {
  return { authorization: `Bearer ${operator.token}` }
}

describe('the answer in front of Next is that of the App Router:', () => {
  it('of the My Organization API', async () => {
    const samples: [number, SampleRequest][] = [
      [401, { path: '/my-org/details' }],
      [401, { path: '/my-org/v1/members', headers: bearer() }],
      [204, { method: 'OPTIONS', path: '/my-org/details' }],
      [404, { path: '/my-org' }],
      [404, { method: 'HEAD', path: '/my-org/v1/nothing' }],
      [404, { method: 'PUT', path: '/my-org/details', headers: bearer() }],
    ]
    for (const [status, requested] of samples) await expectSame(myOrganizationApi, requested, status)
  })

  it('of the Management API', async () => {
    const organization = `/api/v2/organizations/${acme.id}`
    const json = { ...bearer(), 'content-type': 'application/json' }
    const samples: [number, SampleRequest][] = [
      [200, { path: organization, headers: bearer() }],
      [200, { path: `${organization}?fields=id,name`, headers: bearer() }],
      [200, { path: '/api/v2/organizations?per_page=2&include_totals=true', headers: bearer() }],
      [200, { method: 'HEAD', path: organization, headers: bearer() }],
      [200, { method: 'PATCH', path: organization, headers: json, body: '{"display_name":"Same"}' }],
      [200, { path: '/api/v2/openapi.json' }],
      [204, { method: 'OPTIONS', path: organization }],
      [204, { method: 'OPTIONS', path: '/api/v2/nothing' }],
      [400, { path: '/api/v2/organizations?per_page=x', headers: bearer() }],
      [400, { method: 'POST', path: '/api/v2/organizations', headers: json, body: '{' }],
      [400, { path: '/api/v2/organizations/a%00b', headers: bearer() }],
      [401, { path: organization }],
      [401, { path: '/api/v2/users/auth0%7C1', headers: { authorization: 'Bearer x' } }],
      [403, { path: '/api/v2/users/auth0%7C1', headers: bearer() }],
      [404, { path: '/api/v2/organizations/org_nothing', headers: bearer() }],
      [404, { path: '/api/v2/organizations/name/a%2Fb', headers: bearer() }],
      [404, { path: '/api/v2' }],
      [404, { method: 'HEAD', path: '/api/v2/nothing' }],
      [404, { method: 'DELETE', path: '/api/v2/users', headers: bearer() }],
      [412, { method: 'PATCH', path: organization, headers: { ...json, 'if-match': '"x"' }, body: '{}' }],
    ]
    for (const [status, requested] of samples) await expectSame(managementApi, requested, status)
  })

  it('of OAuth', async () => {
    const { id, secret } = api.openid.machine
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const credentials = { client_id: id, client_secret: secret }
    const input = { ...credentials, grant_type: 'client_credentials', audience: api.openid.audience }
    const body = new URLSearchParams(input).toString()
    const tokenOf = { method: 'POST', path: '/oauth/token' }
    const given = new URLSearchParams({ ...credentials, token: 'x' }).toString()
    const json = { 'content-type': 'application/json' }
    await expectSame(token, { ...tokenOf, headers: form, body }, 200)
    await expectSame(token, { ...tokenOf, headers: json, body: JSON.stringify(input) }, 200)
    await expectSame(token, { ...tokenOf, headers: form, body: `${body}x` }, 400)
    await expectSame(token, { ...tokenOf, headers: form, body: 'client_id=x&client_secret=y' }, 401)
    await expectSame(token, { path: '/oauth/token' }, 405)
    await expectSame(token, { method: 'HEAD', path: '/oauth/token' }, 405)
    const preflight = { origin: 'https://spa.test', 'access-control-request-method': 'POST' }
    await expectSame(token, { method: 'OPTIONS', path: '/oauth/token', headers: preflight }, 204)
    await expectSame(
      introspect,
      { method: 'POST', path: '/oauth/introspect', headers: form, body: given },
      200,
    )
    await expectSame(revoke, { method: 'POST', path: '/oauth/revoke', headers: form, body: given }, 200)
    await expectSame(userinfo, { path: '/userinfo' }, 401)
    await expectSame(userinfo, { path: '/userinfo', headers: { authorization: 'Bearer x' } }, 401)
  })

  it('of the well-known documents', async () => {
    for (const [route, path] of [
      [jwks, '/.well-known/jwks.json'],
      [openidConfiguration, '/.well-known/openid-configuration'],
      [authorizationServer, '/.well-known/oauth-authorization-server'],
    ] as const) {
      await expectSame(route, { path }, 200)
      await expectSame(route, { method: 'HEAD', path }, 200)
      await expectSame(route, { method: 'POST', path, body: 'x' }, 405)
    }
  })
})

it('the answer to Resend is the same in front of Next', async () => {
  const path = '/api/webhooks/resend'
  const signedAt = (age: number) => ({
    'svix-id': 'msg_1',
    'svix-timestamp': String(Math.floor(Date.now() / 1000) - age),
    'svix-signature': 'v1,none',
  })
  const call = { method: 'POST', path, body: '{}' }
  // Only for what may be signed is a secret looked for: there is none.
  await expectSame(resendWebhook, { ...call, headers: signedAt(0) }, 404)
  for (const age of [310, -310]) await expectSame(resendWebhook, { ...call, headers: signedAt(age) }, 401)
  for (const name of Object.keys(signedAt(0)))
    await expectSame(resendWebhook, { ...call, headers: { ...signedAt(0), [name]: '' } }, 401)
  await expectSame(resendWebhook, { path }, 405)
})

describe('in front of Next', () => {
  it.each([
    ...['/', '/sign-in', '/orgs', '/authorize?client_id=x', '/v2/logout', '/api/v2x', '/api/health/ready'],
    ...['/oauth', '/oauth/nothing', '/userinfo/x', '/.well-known/nothing', '/api/auth/csrf'],
  ])('nothing is answered that no program calls: %s', async (path) => {
    expect(await beforeNext({ path })).toBeNull()
  })

  it.each([
    ...['/api/v2/', '/api/v2/users/', '/api/v2//users', '//api/v2', '/api/v2/users\\x', '/userinfo/'],
    ...['/oauth/token/?x', '/.well-known//jwks.json'],
  ])('nothing is answered where Next redirects: %s', async (path) => {
    expect(await beforeNext({ path })).toBeNull()
  })

  it.each([
    ['HEAD', '/api/auth/session'],
    ['PUT', '/api/auth/session'],
    ['POST', '/api/auth/session?callbackUrl=x'],
    ['POST', '/api/auth/session/'],
    ['GET', '/api/auth/session?callbackUrl=x'],
    ['GET', '/api/auth/session/'],
  ])('nothing is answered of a session but what it is and its update: %s %s', async (method, path) => {
    expect(await beforeNext({ method, path })).toBeNull()
  })

  it('the body of a GET is ignored', async () => {
    const requested = { path: `/api/v2/organizations/${acme.id}`, headers: bearer(), body: '{}' }
    expect((await beforeNext(requested))?.status).toBe(200)
  })

  it('logs a failure with its reference and does not show it to the caller', async () => {
    const logged = readLog()
    const headers = { 'x-foyer-tenant': 'unknown', 'x-request-id': 'reference-1' }
    const response = await beforeNext({ path: '/api/v2/openapi.json', headers })
    const [said] = logged()
    vi.restoreAllMocks()
    expect(response?.status).toBe(500)
    expect(await response?.json()).toEqual({
      statusCode: 500,
      error: 'Internal Server Error',
      errorCode: 'internal_error',
      message: 'Something went wrong here.',
    })
    expect(said).toMatchObject({
      part: 'request',
      requestId: 'reference-1',
      err: { message: 'This request was not admitted.' },
    })
  })
})
