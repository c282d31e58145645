import { beforeAll, expect, it, vi } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { startApi, type ApiCaller } from '@/test/api'
import { routes } from '@/test/api-routes'
import { pathOf } from '@/test/attempts'
import { sampleOf } from '@/test/sample'
import { fingerprint, createForeignTenant, type ForeignTenant } from '@/test/fixtures/foreign-tenant'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let foreign: ForeignTenant
let operator: ApiCaller

beforeAll(async () => {
  foreign = await createForeignTenant()
  operator = await (await startApi(foreign.tenant)).asMachine(managementPermissions.map(({ name }) => name))
})

it('412 for every change with an outdated ETag, and nothing is written', async () => {
  const all = (await routes()).filter(({ operation }) => operation.guarded)
  const before = await fingerprint(foreign, 'nobody')
  const statuses: number[] = []
  for (const { method, path, operation } of all) {
    const at = pathOf(path, foreign.ids)
    const current = (await operator.get(at)).status
    const body = operation.body ? (sampleOf(operation.body, foreign.names) ?? {}) : {}
    const headers = { 'if-match': '"outdated"' }
    const { status, json } = await operator.request(method, at, { raw: JSON.stringify(body), headers })
    // 400 for the body comes before 412.
    expect([400, current === 200 ? 412 : current], `${method} ${path}`).toContain(status)
    if (status === 412) expect(json, path).toMatchObject({ errorCode: 'precondition_failed' })
    statuses.push(status)
  }
  expect(statuses.filter((status) => status === 412).length).toBeGreaterThan(8)
  expect(await fingerprint(foreign, 'nobody')).toBe(before)
})
