import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { authorize, type OrganizationAccess, type TenantAccess } from '@/lib/access'
import { buffersRead } from '@/test/buffers-read'
import { createLargeTenant, type LargeTenant } from '@/test/fixtures/large-tenant'
import { createOperator } from '@/test/fixtures/operator'
import { listMembers } from '../members/list-members'
import type { Window, Windowed } from '../window'
import { createOrganization } from './create-organization'
import { listOrganizations, type OrganizationSort } from './get-organization'

let large: LargeTenant
let atTenant: TenantAccess<'read:organizations' | 'create:organizations'>
let within: OrganizationAccess<'read:organization_members'>

beforeAll(async () => {
  large = await createLargeTenant()
  const operator = await createOperator(large.tenant)
  atTenant = await large.tenant.tenantAccess(operator, 'read:organizations', 'create:organizations')
  const { kind: _, needed: __, ...actor } = atTenant
  const here = {
    ...actor,
    kind: 'organization',
    organizationId: large.organization.id,
    isTenantLevel: true,
  } as const
  within = authorize(here, 'read:organization_members')
})

type List = (window: Window) => Promise<Windowed<string>>

async function organizationsBy(sort: OrganizationSort, window: Window): Promise<Windowed<string>> {
  const found = await listOrganizations(atTenant, { ...window, sort })
  return { ...found, rows: found.rows.map(({ id }) => id) }
}

function organizations(window: Window): Promise<Windowed<string>> {
  return organizationsBy('created', window)
}

async function members(window: Window): Promise<Windowed<string>> {
  const found = await listMembers(within, window)
  return { ...found, rows: found.rows.map(({ userId }) => userId) }
}

let arrived = 0

function arriveOrganization(): Promise<unknown> {
  arrived += 1
  // Among the others in every order but that of time.
  const slug = `customer-${createHash('md5').update(`${arrived}`).digest('hex')}`
  const displayName = `Customer ${arrived % 100}`
  return createOrganization(atTenant, { slug, displayName, connections: [] })
}

async function arriveMember(): Promise<unknown> {
  const person = await large.tenant.createUser()
  return large.tenant.addMember(large.organization, person)
}

interface Walk {
  seen: string[]
  /** Where the last page began that had all its rows. */
  last: string | null
}

/** From checkpoint to checkpoint. @param also what is done beside every fiftieth step */
async function walked(list: List, also?: () => Promise<unknown>): Promise<Walk> {
  const seen: string[] = []
  const beside: Promise<unknown>[] = []
  const places: (string | null)[] = []
  for (let after: string | null = null, step = 0; ; step++) {
    if (also && step % 50 === 0) beside.push(also())
    const { rows, next }: Windowed<string> = await list({ take: 100, after })
    seen.push(...rows)
    if (next === null) break
    places.push(after)
    after = next
  }
  await Promise.all(beside)
  return { seen, last: places.at(-1) ?? null }
}

async function paged(list: List, also: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  for (let skip = 0; skip < 1000; skip += 100) {
    const [{ rows }] = await Promise.all([list({ take: 100, skip }), also()])
    seen.push(...rows)
  }
  return seen
}

/** The least of three: PostgreSQL reads more at times, where it tidies up beside. */
async function leastBuffersRead(statement: RegExp, work: () => Promise<unknown>): Promise<number> {
  let least = Infinity
  for (let time = 0; time < 3; time++) least = Math.min(least, await buffersRead(statement, work))
  return least
}

describe.each([
  {
    what: 'organizations',
    list: organizations,
    also: arriveOrganization,
    all: 10_000,
    statement: /FROM organizations o\b/,
  },
  {
    what: 'members',
    list: members,
    also: arriveMember,
    all: 100_000,
    statement: /FROM members m JOIN users u\b/,
  },
])('$what', ({ list, also, all, statement }) => {
  let walk: Walk

  it('come all, each once, from checkpoint to checkpoint while others come', async () => {
    const { total } = await list({ take: 1, skip: 0 })
    expect(total).toBe(all)
    walk = await walked(list, also)
    expect(new Set(walk.seen).size).toBe(walk.seen.length)
    expect(walk.seen.length).toBeGreaterThan(all)
  }, 60_000)

  it('come each once by pages, as far as pages reach, while others come', async () => {
    expect(await paged(list, also)).toEqual(walk.seen.slice(0, 1000))
  })

  it('cost as much on the last page as on the first', async () => {
    const first = await leastBuffersRead(statement, () => list({ take: 100, after: null }))
    const last = await leastBuffersRead(statement, () => list({ take: 100, after: walk.last }))
    expect(Math.abs(last - first) / first, `${first} and ${last}`).toBeLessThanOrEqual(0.15)
  })
})

describe('organizations in another order', () => {
  it.each(['name', '-name', 'display_name', '-display_name', '-created'] as const)(
    'by %s come all, each once, and cost as much on the last page as on the first',
    async (sort) => {
      const list: List = (window) => organizationsBy(sort, window)
      const { seen, last: organization } = await walked(list)
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.length).toBeGreaterThan(10_000)
      const statement = /FROM organizations o\b/
      const first = await leastBuffersRead(statement, () => list({ take: 100, after: null }))
      const last = await leastBuffersRead(statement, () => list({ take: 100, after: organization }))
      expect(Math.abs(last - first) / first, `${first} and ${last}`).toBeLessThanOrEqual(0.15)
    },
  )
})
