import { beforeAll, describe, expect, it, vi } from 'vitest'
import { managementPermissions } from '@/lib/access'
import type * as Bearers from '@/lib/http/bearer'
import { startApi, type ApiCaller } from '@/test/api'
import { routes, type Route } from '@/test/api-routes'
import { attempt } from '@/test/attempts'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { fingerprint, createForeignTenant, type ForeignTenant } from '@/test/fixtures/foreign-tenant'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

const everything = managementPermissions.map(({ name }) => name)

/**
 * Treats every token as one of tenant level, or of the requested organization, with all scopes. Only the database still
 * checks who the caller is.
 */
vi.mock('@/lib/http/bearer', async (original) => {
  const { bearerOf } = await original<typeof Bearers>()
  return {
    bearerOf: async (...given: Parameters<typeof bearerOf>): ReturnType<typeof bearerOf> => {
      const bearer = await bearerOf(...given)
      const [, , , kind, id = ''] = new URL(given[0].url).pathname.split('/')
      const organizationId = kind === 'organizations' && id.startsWith('org_') ? id : null
      const caller = { ...bearer.caller, scopes: everything }
      return { ...bearer, caller, organizationId, scopes: new Set(everything) }
    },
  }
})

let foreign: ForeignTenant
let all: Route[]
let elsewhere: TestOrganization
let neighbours: [ApiCaller, ApiCaller]

beforeAll(async () => {
  foreign = await createForeignTenant()
  all = await routes()
  const here = await startApi(foreign.tenant)
  elsewhere = await foreign.tenant.createOrganization()
  const owner = await foreign.tenant.createUser()
  await foreign.tenant.addMember(elsewhere, owner, ['Owner'])
  neighbours = await Promise.all([here.asMachine(everything, elsewhere), here.asUser(owner, elsewhere)])
})

describe('without Foyer’s own checks, the database alone', () => {
  it('refuses reads and changes by members of another organization', async () => {
    const before = await fingerprint(foreign, elsewhere.id)
    const done: string[] = []
    for (const caller of neighbours) {
      for (const route of all) {
        const { status, text } = await attempt(caller, route, { foreign })
        if (![401, 404].includes(status)) done.push(`${route.method} ${route.path}: ${status} ${text}`)
      }
    }
    expect(done).toEqual([])
    expect(await fingerprint(foreign, elsewhere.id)).toBe(before)
  })

  it('still lets them read their own organization', async () => {
    for (const caller of neighbours)
      expect(await caller.get(`organizations/${elsewhere.id}/members`)).toMatchObject({ status: 200 })
  })
})
