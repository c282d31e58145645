import { beforeAll, describe, expect, it } from 'vitest'
import type { OrganizationAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { listEvents, streamEvents } from './list-events'

let tenant: TestTenant
let owner: TestUser
let organization: TestOrganization
let access: OrganizationAccess<'read:organization_logs'>

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser({ name: 'Öla Nordmann', email: 'oela@tenant.test' })
  organization = await tenant.createOrganization({ owner })
  access = await tenant.accessTo(organization, owner, 'read:organization_logs')
  const neighbour = await tenant.createOrganization({ owner })
  await write(neighbour, 3)
  await write(organization, 60)
})

/** In one transaction, so that many share a millisecond. */
async function write(where: TestOrganization, count: number): Promise<void> {
  const inside = await tenant.accessTo(where, owner)
  const [first, ...rest] = Array.from({ length: count }, (_, index) => ({
    type: index % 2 === 0 ? ('member.left' as const) : ('role.changed' as const),
    target: {
      kind: 'user',
      id: `u${String(index)}`,
      name: `Target ${String(index)}`,
      email: `t${String(index)}@tenant.test`,
    },
  }))
  if (first) await change(inside, async () => ({ result: null, events: [first, ...rest] }))
}

async function names(filter: Parameters<typeof listEvents>[1]): Promise<string[]> {
  return (await listEvents(access, filter)).events.map(({ targetName }) => targetName ?? '')
}

function target(organization: number): string {
  return `Target ${String(organization)}`
}

describe('the audit page', () => {
  it('walks all events once, newest first, and back again', async () => {
    const first = await listEvents(access, {})
    const second = await listEvents(access, { before: first.events.at(-1)?.id })
    const third = await listEvents(access, { before: second.events.at(-1)?.id })
    const walked = [first, second, third].flatMap(({ events }) => events.map(({ targetName }) => targetName))
    expect(walked).toEqual(Array.from({ length: 60 }, (_, index) => target(59 - index)))
    expect([first, second, third].map(({ newer, older }) => [newer, older])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ])
    const back = await listEvents(access, { after: third.events[0]?.id })
    expect(back.events).toEqual(second.events)
    const start = await listEvents(access, { after: second.events[0]?.id })
    expect(start).toEqual({ ...first, newer: false, older: true })
  })

  it('shows nothing of another organization, by cursor either', async () => {
    const foreign = await tenant.read((tx) =>
      tx.auditEvent.findFirstOrThrow({
        where: { organizationId: { not: organization.id }, type: 'member.left' },
      }),
    )
    expect(await names({ before: foreign.id })).toEqual([])
    expect(await names({ after: foreign.id })).toEqual([])
  })

  it('filters by group', async () => {
    expect(await names({ group: 'role' })).toEqual(
      Array.from({ length: 25 }, (_, index) => target(59 - 2 * index)),
    )
    expect(await names({ group: 'rol' })).toEqual([])
  })

  it('filters by how a name, a word of it or an address begins', async () => {
    expect(await names({ person: 't7@' })).toEqual(['Target 7'])
    expect(await names({ person: '33' })).toEqual(['Target 33'])
    expect(await names({ person: 'öla nord' })).toHaveLength(25)
    expect(await names({ person: 'arget' })).toEqual([])
    expect(await names({ person: '%' })).toEqual([])
    expect(await names({ person: '_arget' })).toEqual([])
    expect(await names({ person: '@tenant t33' })).toEqual(['Target 33'])
    expect(await names({ person: 'target 33', group: 'member' })).toEqual([])
    expect(await names({ person: ' ' })).toHaveLength(25)
  })

  it('finds the same events, in the same pages, for few, for many and for very many people', async () => {
    const large = await tenant.createOrganization({ owner })
    await write(large, 30)
    const inside = await tenant.accessTo(large, owner, 'read:organization_logs')
    const pages = async (person: string) => {
      const first = await listEvents(inside, { person })
      const second = await listEvents(inside, { person, before: first.events.at(-1)?.id })
      const back = await listEvents(inside, { person, after: second.events[0]?.id })
      return [first, second, back].map(({ events }) => events.map(({ id }) => id))
    }
    const ofFew = await pages('target')
    expect(ofFew.map((ids) => ids.length)).toEqual([25, 5, 25])
    for (const many of [1_000, 10_001]) {
      await tenant.write(
        (tx) => tx.$executeRaw`
          INSERT INTO audit_words (tenant_id, organization_id, subject_id, word)
          SELECT ${tenant.tenantId}, ${large.id}, ${`of ${String(many)} `} || n, 'target'
          FROM generate_series(1, ${many}::int) n`,
      )
      for (const words of ['target', 'target @tenant']) expect(await pages(words)).toEqual(ofFew)
      expect(await pages('target öla')).toEqual([[], [], []])
    }
  })

  it('filters by day, and ignores an invalid one', async () => {
    const today = new Date().toISOString().slice(0, 10)
    expect(await names({ from: today, to: today })).toHaveLength(25)
    expect(await names({ to: '2001-01-01' })).toEqual([])
    expect(await names({ from: '2999-01-01' })).toEqual([])
    expect(await names({ from: '2025-99-99', to: 'never' })).toHaveLength(25)
  })

  it('streams all that match, newest first, in batches', async () => {
    const crowded = await tenant.createOrganization({ owner })
    await write(crowded, 1001)
    const inside = await tenant.accessTo(crowded, owner, 'read:organization_logs')
    const sizes: number[] = []
    const found: unknown[] = []
    for await (const batch of streamEvents(inside, { group: 'member', before: 'log_none' })) {
      sizes.push(batch.length)
      found.push(...batch.map(({ targetName }) => targetName))
    }
    expect(sizes).toEqual([500, 1])
    expect(found).toEqual(Array.from({ length: 501 }, (_, index) => target(1000 - 2 * index)))
  })
})
