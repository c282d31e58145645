import { beforeAll, describe, expect, it, vi } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { startApi, type ApiAnswer, type ApiCaller } from '@/test/api'
import { routes, type Route } from '@/test/api-routes'
import { pathOf } from '@/test/attempts'
import { sampleOf } from '@/test/sample'
import { createForeignTenant, type ForeignTenant } from '@/test/fixtures/foreign-tenant'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let foreign: ForeignTenant
let operator: ApiCaller
let reading: Route[]

beforeAll(async () => {
  foreign = await createForeignTenant()
  operator = await (await startApi(foreign.tenant)).asMachine(managementPermissions.map(({ name }) => name))
  reading = (await routes()).filter(({ method, operation }) => method === 'GET' && operation.answer)
})

/** With the other parameters that the operation requires. */
function ask({ path, operation }: Route, query: string): Promise<ApiAnswer> {
  const needed = operation.query && sampleOf(operation.query, foreign.names)
  const search = new URLSearchParams(query)
  for (const [name, value] of Object.entries(needed ?? {})) search.append(name, String(value))
  return operator.get(`${pathOf(path, foreign.ids)}?${search}`)
}

/** The name of the list if the answer is a page. */
function listIn({ json }: ApiAnswer): string {
  const isPage = Object.keys(json).every((key) => key === 'next' || Array.isArray(json[key]))
  return (isPage && Object.keys(json).find((key) => key !== 'next')) || ''
}

/** The properties of the answer, or of its first row; none if there is no row. */
function namesIn({ json, rows }: ApiAnswer, list: string): string[] {
  const [one = {}] = list === '' ? [...rows, json] : (json[list] as object[])
  return Object.keys(one)
}

describe('every GET with a body', () => {
  it('returns only the named properties, or all others', async () => {
    const seen: string[] = []
    for (const route of reading) {
      const whole = await ask(route, '')
      const list = listIn(whole)
      const [name, ...others] = namesIn(whole, list)
      if (whole.status !== 200 || name === undefined) continue
      seen.push(route.path)
      const some = await ask(route, `fields=${name}`)
      expect(namesIn(some, list), route.path).toEqual([name])
      const rest = await ask(route, `fields=${name}&include_fields=false`)
      expect(namesIn(rest, list), route.path).toEqual(others)
    }
    expect(seen.length).toBeGreaterThan(40)
  })

  it('400: an invalid choice of properties, for unknown ids too', async () => {
    for (const route of reading)
      for (const query of [
        'include_fields=perhaps',
        'fields=name&include_fields=',
        `fields=${'x'.repeat(1001)}`,
        'fields=a%20b',
        'fields=name,,id',
        'fields=name&fields=id',
      ]) {
        const { status, json } = await ask(route, query)
        expect([status, json['errorCode']], `${route.path}?${query}`).toEqual([400, 'invalid_query_string'])
      }
  })
})

it('404 for a missing organization comes before 400 for an invalid choice', async () => {
  const { status } = await operator.get(`${pathOf('/organizations/{id}', {})}?include_fields=perhaps`)
  expect(status).toBe(404)
})

it('other operations ignore the parameters', async () => {
  const { status } = await operator.send('PATCH', 'prompts?include_fields=perhaps', {})
  expect(status).toBe(200)
})
