import { beforeAll, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'

let api: Api
let operator: ApiCaller

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine(['read:organizations', 'create:organizations', 'update:organizations'])
})

it('If-Match: simultaneous changes of different organizations all succeed', async () => {
  const organizations = await Promise.all(Array.from({ length: 20 }, () => api.tenant.createOrganization()))
  const seen = await Promise.all(
    organizations.map(async ({ id }) => {
      const path = `organizations/${id}`
      return { path, tag: (await operator.get(path)).headers.get('etag') ?? '' }
    }),
  )
  const answers = await Promise.all(
    seen.map(({ path, tag }) =>
      operator.request('PATCH', path, {
        headers: { 'if-match': tag },
        raw: JSON.stringify({ display_name: 'Other' }),
      }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
})

it('Idempotency-Key: simultaneous requests with one key run once, and no other request waits for them', async () => {
  const name = `once-${api.tenant.tenantId.slice(2, 10)}`
  const headers = { 'idempotency-key': 'one-and-the-same' }
  const create = () => operator.request('POST', 'organizations', { headers, raw: JSON.stringify({ name }) })
  const many = Promise.all(Array.from({ length: 40 }, create))
  const others = Array.from({ length: 10 }, () => operator.get('organizations?take=1'))
  expect((await Promise.all(others)).map(({ status }) => status)).toEqual(others.map(() => 200))
  const answers = await many
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  expect(answers[0]?.status).toBe(201)
})
