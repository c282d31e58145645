import { beforeAll, describe, expect, it, vi } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { startApi, type Api, type ApiCaller, type Sent } from '@/test/api'
import { routes, type Route } from '@/test/api-routes'
import { tenantRows } from '@/test/fixtures/operator'
import type { TestOrganization } from '@/test/fixtures/tenant'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: Api
let all: Route[]
let operator: ApiCaller
let organization: TestOrganization

beforeAll(async () => {
  api = await startApi()
  all = await routes()
  operator = await api.asMachine(managementPermissions.map(({ name }) => name))
  organization = await api.tenant.createOrganization()
})

/** In an existing organization; the other ids of the path are unknown. */
function pathOf({ path }: Route): string {
  return path
    .slice(1)
    .replace('organizations/{id}', `organizations/${organization.id}`)
    .replaceAll(/\{\w+\}/g, 'nothing')
}

async function expectEach(
  among: Route[],
  { path, sent = {} }: { path: (route: Route) => string; sent?: Sent },
  refused: { status: number; errorCode: string },
): Promise<void> {
  const before = await tenantRows(api.tenant)
  for (const route of among) {
    const { status, json } = await operator.request(route.method, path(route), sent)
    expect([status, json['errorCode']], `${route.method} ${route.path}`).toEqual(Object.values(refused))
  }
  expect(await tenantRows(api.tenant)).toEqual(before)
}

describe('every operation refuses', { timeout: 60_000 }, () => {
  it('NUL in its path', () =>
    expectEach(
      all.filter(({ path }) => path.includes('{')),
      { path: ({ path }) => path.slice(1).replaceAll(/\{\w+\}/g, 'a%00b') },
      { status: 400, errorCode: 'invalid_uri' },
    ))

  it('NUL in its query', () =>
    expectEach(
      all,
      { path: (route) => `${pathOf(route)}?x=%00` },
      { status: 400, errorCode: 'invalid_query_string' },
    ))

  it.each([
    ['no JSON', '{'],
    ['no object', '"text"'],
    ['a property that it does not know', '{"beyond":1}'],
    ['NUL', '{"name":"a\\u0000b"}'],
    ['half a character', '{"name":"\\ud800"}'],
    ['a name that would reach the prototype', '{"__proto__":{"x":1}}'],
  ])('%s in its body', (_, raw) =>
    expectEach(
      all.filter(({ operation }) => operation.body),
      { path: pathOf, sent: { raw } },
      { status: 400, errorCode: 'invalid_body' },
    ),
  )

  it('a body that is too large', () =>
    expectEach(
      all.filter(({ operation: { body, largest } }) => body && largest === undefined),
      { path: pathOf, sent: { raw: `{"name":"${'x'.repeat(100 * 1024)}"}` } },
      { status: 413, errorCode: 'payload_too_large' },
    ))
})
