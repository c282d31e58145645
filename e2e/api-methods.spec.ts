import { expect, test } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { STATUS_CODES } from 'node:http'
import { connect } from 'node:net'
import { z } from 'zod'
import { call, type Answer, type Call } from './oidc-caller'
import { managementToken } from '@/test/fixtures/applications'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'

/** Whatever is asked of the Management API, it answers in its own form. */
test.describe.configure({ mode: 'default' })

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const published = z.record(z.string(), z.record(z.string(), z.unknown()))
const problem = z.strictObject({
  statusCode: z.number(),
  error: z.string(),
  message: z.string().min(1),
  errorCode: z.string().optional(),
})
const notFound = { statusCode: 404, error: 'Not Found', message: 'Not Found' }

interface Resource {
  path: string
  /** As the document has them, and what follows from them. */
  methods: string[]
}

let tenant: BrowserTenant
let resources: Resource[]
let bearers: Record<string, string>[]

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  const { machine, bearer } = await managementToken(tenant)
  bearers = [{}, { authorization: bearer }]
  const organization = await tenant.createOrganization()
  const person = await tenant.createUser('Ada Lane')
  const ids = { organizations: organization.id, users: person.id, clients: machine.id }
  resources = await resourcesOf(ids)
})

test('a method that a path does not have is answered as a path that is not there', async () => {
  const missing = resources.flatMap(({ path, methods: known }) =>
    methods.filter((method) => !known.includes(method)).map((method) => ({ path, method })),
  )
  expect(new Set(missing.map(({ method }) => method)).size).toBe(6)
  await fewAtOnce(missing, async ({ path, method }) => {
    for (const headers of bearers) {
      const { status, json, text } = await ask(path, { method, headers })
      const said = method === 'HEAD' ? text : json
      expect([status, said], `${method} ${path}`).toEqual([404, method === 'HEAD' ? '' : notFound])
    }
  })
})

test('HEAD is answered as GET is, without the body', async () => {
  const statuses = new Set<number>()
  await fewAtOnce(resources, async ({ path }) => {
    for (const headers of bearers) {
      const get = await ask(path, { headers })
      const head = await ask(path, { method: 'HEAD', headers })
      expect(head.text, path).toBe('')
      expect([head.status, steady(head)], path).toEqual([get.status, steady(get)])
      statuses.add(get.status)
    }
  })
  expect([...statuses].sort()).toEqual([200, 400, 401, 404])
})

test('OPTIONS says which methods there are', async () => {
  await fewAtOnce(resources, async ({ path, methods: known }) => {
    for (const headers of bearers) {
      const { status, headers: said, text } = await ask(path, { method: 'OPTIONS', headers })
      expect([status, said.allow, text], path).toEqual([204, known.toSorted().join(', '), ''])
    }
  })
})

test('a change asks for a token', async () => {
  const changes = resources.flatMap(({ path, methods: known }) =>
    known
      .filter((method) => !['GET', 'HEAD', 'OPTIONS'].includes(method))
      .map((method) => ({ path, method })),
  )
  await fewAtOnce(changes, async ({ path, method }) => {
    const { status } = await ask(path, { method })
    expect(status, `${method} ${path}`).toBe(401)
  })
})

test('a path that is not there is not there for any method', async () => {
  for (const path of ['/api/v2', '/api/v2/nothing', '/api/v2/users/nobody/nothing/at/all']) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await ask(path, { method })).json, `${method} ${path}`).toEqual(notFound)
    expect(steady(await ask(path, { method: 'HEAD' }))).toEqual(steady(await ask(path)))
  }
})

const tooMuch = Buffer.alloc(6 * 1024 * 1024 + 1, ' ')
const refused: [string, number, string, string, Call?][] = [
  ['a path that does not decode', 400, 'invalid_uri', '/api/v2/users/%E0%A4%A'],
  ['NUL in a path', 400, 'invalid_uri', '/api/v2/users/a%00b'],
  ['NUL in a query', 400, 'invalid_uri', '/api/v2/users?q=%00'],
  ['a path that leaves the API', 400, 'invalid_uri', '/api/v2/../../sign-in'],
  [
    ...(['a body that says it is too large', 413, 'payload_too_large', '/api/v2/organizations'] as const),
    { method: 'POST', body: tooMuch },
  ],
  [
    ...(['a body that need not come', 413, 'payload_too_large', '/api/v2/organizations'] as const),
    {
      method: 'POST',
      body: '{}',
      headers: { 'content-length': String(tooMuch.length), connection: 'close' },
    },
  ],
  [
    ...(['a body that turns out too large', 413, 'payload_too_large', '/api/v2/organizations'] as const),
    { method: 'POST', body: tooMuch, headers: { 'transfer-encoding': 'chunked' } },
  ],
  ['an unknown host', 421, 'unknown_host', '/api/v2/users', { headers: { host: 'nobody.test' } }],
  ['TRACE', 405, 'method_not_allowed', '/api/v2/users', { method: 'TRACE' }],
  ['PROPFIND', 405, 'method_not_allowed', '/api/v2/users', { method: 'PROPFIND' }],
]

for (const [what, status, errorCode, path, given = {}] of refused) {
  test(`${what} is refused in the form of the API, elsewhere in words`, async () => {
    const headers = { 'content-type': 'application/json', ...bearers[1], ...given.headers }
    const { json } = await ask(path, { ...given, headers })
    expect(json).toMatchObject({ statusCode: status, errorCode })
    const other = path.replace(/^\/api\/v2(\/\w+)?/, '/v2/logout')
    const elsewhere = await call(tenant.url, other, { ...given, headers })
    expect(elsewhere.status).toBe(status)
    expect(elsewhere.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(elsewhere.text).toBe(`${String(json['message'])}\n`)
  })
}

for (const [kind, header, chunk, last] of [
  ['says it is', `content-length: ${2 * tooMuch.length}`, '', ''],
  ['turns out', 'transfer-encoding: chunked', `${(2 * tooMuch.length).toString(16)}\r\n`, '\r\n0\r\n\r\n'],
] as const) {
  test(`the connection stays open until all of a body has come that ${kind} too large`, async () => {
    const { host, port } = new URL(tenant.url)
    const line = connect(Number(port), '127.0.0.1')
    const head = ['POST /api/v2/organizations HTTP/1.1', `host: ${host}`, header]
    line.write([...head, `authorization: ${bearers[1]?.['authorization']}`, '', chunk].join('\r\n'))
    line.write(tooMuch)
    expect(String(await once(line, 'data'))).toContain('HTTP/1.1 413 Payload Too Large')
    line.resume().write(tooMuch)
    line.end(last)
    expect(await once(line, 'close')).toEqual([false])
  })
}

test('a request names one host', async () => {
  const { host, port } = new URL(tenant.url)
  for (const [hosts, status] of [
    [[host], 200],
    [[host, host], 400],
    [[host, 'elsewhere.test'], 400],
  ] as const) {
    const line = connect(Number(port), '127.0.0.1')
    const named = hosts.map((one) => `host: ${one}`)
    line.write(['GET /api/v2/openapi.json HTTP/1.1', ...named, 'connection: close', '', ''].join('\r\n'))
    expect(String(await once(line, 'data'))).toContain(`HTTP/1.1 ${status} `)
    line.destroy()
  }
})

/** Every path of the document, what can be named in it by its name, and the document itself. */
async function resourcesOf(ids: Record<string, string>): Promise<Resource[]> {
  const { json } = await ask('/api/v2/openapi.json')
  const document = { ...published.parse(json['paths']), '/openapi.json': { get: {} } }
  return Object.entries(document).map(([template, operations]) => {
    const path = template
      .replace(/^\/(\w+)\/\{id\}/, (whole, name: string) => (ids[name] ? `/${name}/${ids[name]}` : whole))
      .replaceAll(/\{\w+\}/g, 'nothing')
    const known = Object.keys(operations).map((method) => method.toUpperCase())
    const implied = known.includes('GET') ? ['HEAD', 'OPTIONS'] : ['OPTIONS']
    return { path: encodeURI(`/api/v2${path}`).replaceAll('|', '%7C'), methods: [...known, ...implied] }
  })
}

/** What holds for every answer: it has the id of what was asked, is no failure, and a refusal is in Auth0’s form. */
async function ask(path: string, given: Call = {}): Promise<Answer> {
  const { method = 'GET' } = given
  const id = randomUUID()
  const answer = await call(tenant.url, path, { ...given, headers: { 'x-request-id': id, ...given.headers } })
  const what = `${method} ${path} answered ${answer.status} ${answer.text.slice(0, 200)}`
  expect(answer.headers['x-request-id'], what).toBe(id)
  expect(answer.status, what).toBeLessThan(500)
  if (answer.status < 400) return answer
  expect(answer.headers['content-type'], what).toBe('application/json; charset=utf-8')
  expect(answer.headers['cache-control'], what).toBe('no-store')
  if (method === 'HEAD') return answer
  const { statusCode, error } = problem.parse(JSON.parse(answer.text))
  expect([statusCode, error], what).toEqual([answer.status, STATUS_CODES[answer.status]])
  return answer
}

/** What two answers to the same question have in common. */
function steady({ headers }: Answer): Record<string, unknown> {
  const ofOne = /^(date|x-request-id|x-ratelimit-.*|transfer-encoding)$/
  const kept = Object.entries(headers).filter(([name]) => !ofOne.test(name))
  return Object.fromEntries(
    kept.map(([name, value]) => [name, String(value).replaceAll(/'nonce-[^']+'/g, "'nonce'")]),
  )
}

async function fewAtOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const workers = Array.from({ length: 6 }, async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  })
  await Promise.all(workers)
}
