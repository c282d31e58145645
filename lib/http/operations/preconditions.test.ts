import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { startApi, type ApiAnswer, type ApiCaller } from '@/test/api'
import { routes, type Route } from '@/test/api-routes'
import { pathOf } from '@/test/attempts'
import { sampleOf } from '@/test/sample'
import { fingerprint, createForeignTenant, type ForeignTenant } from '@/test/fixtures/foreign-tenant'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let foreign: ForeignTenant
let operator: ApiCaller
let reader: ApiCaller
let all: Route[]

beforeAll(async () => {
  foreign = await createForeignTenant()
  all = await routes()
  const api = await startApi(foreign.tenant)
  operator = await api.asMachine(managementPermissions.map(({ name }) => name))
  reader = await api.asMachine(['read:organizations'])
})

/** Operations with this method whose path has a GET with a body. */
function changes(method: string): Route[] {
  const shown = new Set(
    all.flatMap((route) => (route.method === 'GET' && route.operation.answer ? [route.path] : [])),
  )
  return all.filter((route) => route.method === method && shown.has(route.path))
}

function send({ method, path, operation }: Route, tag: string, { whole = false } = {}): Promise<ApiAnswer> {
  const body =
    operation.body &&
    ((whole && sampleOf(operation.body, foreign.names, { whole })) || sampleOf(operation.body, foreign.names))
  return operator.request(method, pathOf(path, foreign.ids), {
    headers: { 'if-match': tag },
    ...(operation.body ? { raw: JSON.stringify(body ?? {}) } : {}),
  })
}

describe('If-Match', () => {
  it('is checked by every PATCH and PUT, and every DELETE of one resource', () => {
    const ofOne = changes('DELETE').filter(
      ({ path }) => path.endsWith('}') && !path.startsWith('/user-blocks'),
    )
    const unguarded = [...changes('PATCH'), ...changes('PUT'), ...ofOne].filter(
      ({ operation }) => operation.guarded !== true,
    )
    expect(unguarded.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })

  it('is not checked by any POST, which may hold the lock of its Idempotency-Key', () => {
    expect(all.filter(({ method, operation }) => method === 'POST' && operation.guarded)).toEqual([])
  })

  it('412 for another ETag, and nothing is changed', async () => {
    const before = await fingerprint(foreign, 'nobody')
    const guarded = all.filter(({ operation }) => operation.guarded)
    const absent = new Set<string>()
    for (const route of guarded) {
      const { status, json, text } = await send(route, '"another"', { whole: true })
      const what = `${route.method} ${route.path}: ${text}`
      if (status === 404) absent.add(route.path)
      else expect([status, json['errorCode']], what).toEqual([412, 'precondition_failed'])
    }
    expect(guarded.length).toBeGreaterThan(20)
    // The test tenant has none of these.
    expect([...absent].sort()).toEqual([
      '/branding/themes/{themeId}',
      '/emails/provider',
      '/organizations/{id}/clients/{client_id}',
      '/refresh-tokens/{id}',
    ])
    expect(await fingerprint(foreign, 'nobody')).toBe(before)
  })

  it('the ETag of GET and * are accepted, and the ETag of the answer is the next one of GET', async () => {
    const tagged: string[] = []
    for (const route of changes('PATCH')) {
      const at = pathOf(route.path, foreign.ids)
      const what = `PATCH ${route.path}`
      const seen = (await operator.get(at)).headers.get('etag')
      if (seen === null) continue
      const answer = await send(route, seen)
      expect([200, 204, 400, 409], `${what}: ${answer.text}`).toContain(answer.status)
      expect((await send(route, '*')).status, what).not.toBe(412)
      const next = answer.headers.get('etag')
      if (next === null) continue
      tagged.push(route.path)
      const after = await send(route, next)
      expect(after.status, `${what}: ${answer.text} then ${(await operator.get(at)).text}`).toBe(200)
      expect(after.headers.get('etag'), what).toBe((await operator.get(at)).headers.get('etag'))
    }
    expect(tagged.length).toBeGreaterThan(8)
  })

  it('a GET with selected fields has no ETag; one with all of them has', async () => {
    const shown: string[] = []
    for (const { path } of changes('PATCH')) {
      const at = pathOf(path, foreign.ids)
      const tagOf = async (query: string) => {
        const { status, headers } = await operator.get(`${at}?${query}`)
        return status === 200 ? headers.get('etag') : 'absent'
      }
      const whole = await tagOf('')
      if (whole === 'absent') continue
      shown.push(path)
      for (const query of ['fields=name,id', 'fields=name&include_fields=false', 'fields=nothing'])
        expect(await tagOf(query), `${path}?${query}`).toBeNull()
      for (const query of ['fields=', 'include_fields=false'])
        expect(await tagOf(query), `${path}?${query}`).toBe(whole)
    }
    expect(shown.length).toBeGreaterThan(8)
  })

  it('403 and 400 come before 412', async () => {
    const path = `organizations/${foreign.organization.id}`
    const headers = { 'if-match': '"another"' }
    const raw = JSON.stringify({ display_name: 'Other' })
    expect((await reader.request('PATCH', path, { headers, raw })).status).toBe(403)
    expect((await reader.request('DELETE', path, { headers })).status).toBe(403)
    expect((await operator.request('PATCH', path, { headers, raw: '{"nothing":1}' })).status).toBe(400)
  })

  it('of two simultaneous changes with one ETag, one succeeds', async () => {
    const path = `organizations/${foreign.organization.id}`
    for (let round = 0; round < 10; round++) {
      const tag = (await operator.get(path)).headers.get('etag') ?? ''
      const names = [`One ${randomUUID()}`, `Other ${randomUUID()}`]
      const answers = await Promise.all(
        names.map((display_name) =>
          operator.request('PATCH', path, {
            headers: { 'if-match': tag },
            raw: JSON.stringify({ display_name }),
          }),
        ),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
      const done = answers.find(({ status }) => status === 200)
      expect((await operator.get(path)).json['display_name']).toBe(done?.json['display_name'])
    }
  })

  it('accepts one of several ETags, but no weak one and none of another resource', async () => {
    const path = `organizations/${foreign.organization.id}`
    const raw = JSON.stringify({ display_name: `Some ${randomUUID()}` })
    const patch = (tag: string) => operator.request('PATCH', path, { headers: { 'if-match': tag }, raw })
    const tag = (await operator.get(path)).headers.get('etag') ?? ''
    expect((await patch(`W/${tag}`)).status).toBe(412)
    expect((await patch('')).status).toBe(412)
    expect((await patch((await operator.get('tenants/settings')).headers.get('etag') ?? '')).status).toBe(412)
    expect((await patch(`"another", ${tag}`)).status).toBe(200)
  })

  it('forty simultaneous changes of different resources all succeed', async () => {
    const made = await Promise.all(
      Array.from({ length: 40 }, () =>
        operator.send('POST', 'organizations', { name: `many-${randomUUID().slice(0, 13)}` }),
      ),
    )
    const answers = await Promise.all(
      made.map(({ json }) =>
        operator.request('PATCH', `organizations/${String(json['id'])}`, {
          headers: { 'if-match': '*' },
          raw: JSON.stringify({ display_name: 'Many' }),
        }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  })
})
