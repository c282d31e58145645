import { beforeAll, describe, expect, it, vi } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { startApi, type ApiCaller } from '@/test/api'
import { routes, type Route } from '@/test/api-routes'
import { attempt } from '@/test/attempts'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { fingerprint, createForeignTenant, type ForeignTenant } from '@/test/fixtures/foreign-tenant'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

const everything = managementPermissions.map(({ name }) => name)
let foreign: ForeignTenant
let all: Route[]
let elsewhere: TestOrganization
let abroad: ApiCaller
/** In another organization of the same tenant. */
let neighbours: [ApiCaller, ApiCaller]

beforeAll(async () => {
  foreign = await createForeignTenant()
  all = (await routes()).filter(({ path }) => path.includes('{'))
  const [here, there] = await Promise.all([startApi(foreign.tenant), startApi()])
  elsewhere = await foreign.tenant.createOrganization()
  const owner = await foreign.tenant.createUser()
  await foreign.tenant.addMember(elsewhere, owner, ['Owner'])
  abroad = await there.asMachine(everything)
  neighbours = await Promise.all([here.asMachine(everything, elsewhere), here.asUser(owner, elsewhere)])
})

/** Every answer to a foreign caller that is not 404. */
async function exceptions(
  callers: ApiCaller[],
  routesToTry: Route[],
  own: Record<string, string> = {},
): Promise<string[]> {
  const before = await fingerprint(foreign, elsewhere.id)
  const found: string[] = []
  for (const caller of callers) {
    for (const route of routesToTry) {
      const { status, text } = await attempt(caller, route, { foreign, own })
      if (status !== 404) found.push(`${route.method} ${route.path}: ${status} ${text}`)
    }
  }
  expect(await fingerprint(foreign, elsewhere.id)).toBe(before)
  return found
}

describe('one and the same 404 for every operation, and nothing changed', () => {
  it('for a machine of another tenant, with the foreign ids', async () => {
    expect(await exceptions([abroad], all)).toEqual([])
  })

  it('for a machine and an owner of another organization', async () => {
    expect(await exceptions(neighbours, all)).toEqual([])
  })

  it('for what is inside the foreign organization, asked for in one’s own', async () => {
    // Connections are the tenant’s, and may be enabled here as well as there.
    const inside = all.filter(({ path }) => /^\/organizations\/\{id\}\/(?!.*connection).*\{/.test(path))
    expect(await exceptions(neighbours, inside, { '/organizations/{id}': elsewhere.id })).toEqual([])
  })
})

it('refuses the foreign users, roles and applications in the body of a request for one’s own', async () => {
  const writes = all.filter(({ path, operation }) => path.startsWith('/organizations/{id}') && operation.body)
  const found = await exceptions(neighbours, writes, { '/organizations/{id}': elsewhere.id })
  expect(found.filter((line) => / 5\d\d /.test(line))).toEqual([])
})

it('refuses a token of another tenant', async () => {
  const before = await fingerprint(foreign, elsewhere.id)
  for (const route of await routes()) {
    const answer = await attempt(abroad.onTenantOf(neighbours[0]), route, { foreign })
    expect(answer.status, `${route.method} ${route.path}`).toBe(401)
  }
  expect(await fingerprint(foreign, elsewhere.id)).toBe(before)
})
