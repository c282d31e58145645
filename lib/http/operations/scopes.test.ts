import { beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { managementPermissions } from '@/lib/access'
import { openapi } from '@/lib/http/openapi'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { routes, type Route } from '@/test/api-routes'
import { attempt } from '@/test/attempts'
import { narrowed } from '@/test/narrowed-role'
import { createForeignTenant, type ForeignTenant } from '@/test/fixtures/foreign-tenant'
import { operations } from './table'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

const everything = managementPermissions.map(({ name }) => name)
const document = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ security: z.array(z.record(z.string(), z.array(z.string()))) })),
  ),
})

let foreign: ForeignTenant
let api: Api
let all: Route[]
let operator: ApiCaller
let published: z.infer<typeof document>

beforeAll(async () => {
  foreign = await createForeignTenant()
  api = await startApi(foreign.tenant)
  all = await routes()
  operator = await api.asMachine(everything)
  published = document.parse(openapi(api.openid.tenant, operations))
})

/** The scopes in the published document, any of which is enough. */
function scopesOf({ path, method }: Route): string[] {
  const { security = [] } = published.paths[path]?.[method.toLowerCase()] ?? {}
  return [...new Set(security.flatMap((one) => Object.values(one).flat()))]
}

/** Deletions come last, inner resources before outer ones. */
function byRisk(one: Route, other: Route): number {
  const order = ['PATCH', 'POST', 'PUT', 'DELETE']
  return (
    order.indexOf(one.method) - order.indexOf(other.method) ||
    other.path.split('/').length - one.path.split('/').length
  )
}

/** The answers to each operation’s scopes, one at a time. */
async function answersTo(among: Route[]): Promise<{ name: string; status: number; route: Route }[]> {
  const answers: Awaited<ReturnType<typeof answersTo>> = []
  for (const route of among) {
    for (const scope of scopesOf(route)) {
      const { status } = await attempt(await narrowed(api.openid, operator, [scope]), route, {
        foreign,
      })
      answers.push({ name: `${route.method} ${route.path} by ${scope}: ${status}`, status, route })
    }
  }
  return answers
}

it('the document names the scopes that the operation requires, and no others', () => {
  for (const route of all) expect(scopesOf(route), route.path).toEqual([...route.operation.any])
})

describe('each scope that the document names, alone,', () => {
  it('gets the same answers as all of them together', { timeout: 120_000 }, async () => {
    const reads = all.filter(({ method }) => method === 'GET')
    const together = new Map<Route, number>()
    for (const route of reads) together.set(route, (await attempt(operator, route, { foreign })).status)
    const others = (await answersTo(reads)).filter(({ route, status }) => together.get(route) !== status)
    // This log event is not about a user.
    expect(others.map(({ name }) => name)).toEqual(['GET /logs/{id} by read:logs_users: 404'])
  })

  it('allows the writes that it names', { timeout: 120_000 }, async () => {
    const writes = all.filter(({ method }) => method !== 'GET').toSorted(byRisk)
    const refused = (await answersTo(writes)).filter(
      ({ status }) => [401, 403].includes(status) || status >= 500,
    )
    // Parts of these bodies require more scopes, which the answer names.
    expect(refused.map(({ name }) => name)).toEqual([
      'PATCH /clients/{id} by update:client_credentials: 403',
      'PATCH /users/{id} by update:users_app_metadata: 403',
      'POST /organizations by create:organizations: 403',
    ])
  })
})
