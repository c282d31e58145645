import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { routes, type Route } from '@/test/api-routes'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { narrowed } from '@/test/narrowed-role'
import { requestToken } from '@/test/fixtures/openid'
import { spendLimit } from '@/test/spend-limit'

const everything = managementPermissions.map(({ name }) => name)
/** Must not be parsed before the caller is authenticated and authorized. */
const notJson = '{'

let api: Api
let all: Route[]
let organization: TestOrganization
let operator: ApiCaller
let bound: ApiCaller

beforeAll(async () => {
  api = await startApi()
  all = await routes()
  organization = await api.tenant.createOrganization()
  ;[operator, bound] = await Promise.all([api.asMachine(everything), api.asMachine(everything, organization)])
})
afterEach(() => {
  vi.useRealTimers()
})

/** The answers of all operations to a request that is also invalid in every other way. */
async function answersOf(
  caller: (route: Route) => ApiCaller | Promise<ApiCaller>,
  { among = all, authorization }: { among?: readonly Route[]; authorization?: string } = {},
): Promise<[route: Route, answer: Awaited<ReturnType<ApiCaller['get']>>][]> {
  const answers: Awaited<ReturnType<typeof answersOf>> = []
  for (const route of among) {
    const path = route.path.slice(1).replace('organizations/{id}', `organizations/${organization.id}`)
    const answer = await (
      await caller(route)
    ).request(route.method, path.replaceAll(/\{\w+\}/g, 'nothing'), {
      ...(route.method === 'GET' ? {} : { raw: notJson }),
      ...(authorization === undefined ? {} : { headers: { authorization } }),
    })
    answers.push([route, answer])
  }
  return answers
}

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`
}

describe('401, for every operation', () => {
  const forged = 'Invalid signature received for JSON Web Token validation.'
  async function expectInvalid(authorization: string, message = 'Invalid token.'): Promise<void> {
    const answers = await answersOf(() => operator, { authorization })
    for (const [route, { json, headers }] of answers) {
      const refused = { statusCode: 401, error: 'Unauthorized', message }
      expect(json, nameOf(route)).toEqual(refused)
      expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    }
  }
  function changed(part: number, change: (text: string) => string): string {
    const parts = operator.token.split('.')
    return `Bearer ${parts.map((text, index) => (index === part ? change(text) : text)).join('.')}`
  }
  function rewritten(replace: [string, string]): (text: string) => string {
    return (text) =>
      Buffer.from(
        Buffer.from(text, 'base64url')
          .toString()
          .replace(...replace),
      ).toString('base64url')
  }

  it.each(['', 'Bearer', 'Bearer nonsense', 'Bearer a.b.c', 'Basic YTpi'])('“%s”', (header) =>
    expectInvalid(header),
  )

  it('a token with more scopes than were signed', () =>
    expectInvalid(changed(1, rewritten(['"scope":"', '"scope":"more:of_it '])), forged))

  it('a token with another signature', () =>
    expectInvalid(
      changed(2, (text) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)),
      forged,
    ))

  it('a token with the algorithm none', () =>
    expectInvalid(changed(0, rewritten(['"alg":"RS256"', '"alg":"none"'])).replace(/[^.]*$/, '')))

  it('a token for another audience', async () => {
    const { audience, machine } = api.openid
    const form = { grant_type: 'client_credentials', audience }
    await expectInvalid(`Bearer ${(await requestToken(api.openid, machine, form)).access_token}`)
  })

  it('a token of another tenant’s', async () => {
    await expectInvalid(`Bearer ${(await (await startApi()).asMachine(everything)).token}`)
  })

  it('an expired token', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 60 * 60 * 1000 })
    await expectInvalid(`Bearer ${operator.token}`)
  })
})

describe('403, with every scope except the sufficient ones', () => {
  function callerWithout(caller: ApiCaller) {
    return ({ operation: { any } }: Route): Promise<ApiCaller> =>
      narrowed(
        api.openid,
        caller,
        everything.filter((name) => !any.includes(name)),
      )
  }
  function expectInsufficient(answers: Awaited<ReturnType<typeof answersOf>>): void {
    for (const [route, { json, headers }] of answers) {
      const { any } = route.operation
      const message = `Insufficient scope, expected any of: ${any.join(',')}`
      const refused = { statusCode: 403, error: 'Forbidden', message, errorCode: 'insufficient_scope' }
      expect(json, nameOf(route)).toEqual(refused)
      const challenge = `Bearer error="insufficient_scope", scope="${any.join(' ')}"`
      expect(headers.get('www-authenticate')).toBe(challenge)
    }
  }

  it('at tenant level', { timeout: 60_000 }, async () => {
    expectInsufficient(await answersOf(callerWithout(await api.asMachine(everything))))
  })

  it('for a machine whose grant has fewer scopes now than its token', async () => {
    const [free, inside] = await Promise.all([
      api.asMachine(everything),
      api.asMachine(everything, organization),
    ])
    const clientId = { in: [free.client.id, inside.client.id] }
    const scope = ['read:roles', 'read:organization_invitations']
    await api.tenant.write((tx) => tx.clientGrant.updateMany({ where: { clientId }, data: { scope } }))
    const members = `organizations/${organization.id}/members`
    for (const [caller, path] of [
      [free, 'users'],
      [free, members],
      [inside, members],
    ] as const) {
      const { status, json } = await caller.get(path)
      expect([status, json['errorCode']], path).toEqual([403, 'insufficient_scope'])
    }
    expect((await free.get('roles')).status).toBe(200)
    expect((await inside.get(`organizations/${organization.id}/invitations`)).status).toBe(200)
  })

  it('bound to the organization', { timeout: 60_000 }, async () => {
    const among = all.filter(({ operation: { kind, bound = 'same' } }) => {
      return kind === 'organization' && bound === 'same'
    })
    expect(among.length).toBeGreaterThan(30)
    expectInsufficient(
      await answersOf(callerWithout(await api.asMachine(everything, organization)), { among }),
    )
  })
})

it('404 to a bound token for an operation at tenant level', { timeout: 60_000 }, async () => {
  const among = all.filter(({ operation }) => operation.kind === 'tenant' || operation.bound === 'never')
  expect(among.length).toBeGreaterThan(100)
  for (const [route, { json }] of await answersOf(() => bound, { among })) {
    const message =
      route.operation.kind === 'tenant' ? 'Not Found' : 'No organization found by that id or name'
    expect(json, nameOf(route)).toEqual({ statusCode: 404, error: 'Not Found', message })
  }
})

it(
  '429 once the client has used its limit of ten seconds; other clients are not affected',
  { timeout: 60_000 },
  async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const [spent, fresh] = await Promise.all([api.asMachine(everything), api.asMachine(everything)])
    await spendLimit(api.openid, spent)
    for (const [route, { json, headers }] of await answersOf(() => spent)) {
      expect(json, nameOf(route)).toEqual({
        statusCode: 429,
        error: 'Too Many Requests',
        message: 'Global limit has been reached',
        errorCode: 'too_many_requests',
      })
      expect(headers.get('retry-after')).toBe('10')
      expect(headers.get('x-ratelimit-limit')).toBe('300')
      expect(headers.get('x-ratelimit-remaining')).toBe('0')
      expect(Number(headers.get('x-ratelimit-reset'))).toBe(Math.ceil(Date.now() / 1000 + 10))
    }
    expect((await fresh.get('roles')).status).toBe(200)
  },
)
