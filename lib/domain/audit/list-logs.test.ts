import { beforeAll, describe, expect, it } from 'vitest'
import { authorize, type TenantAccess } from '@/lib/access'
import { type Event, withOrigin } from '@/lib/db/events'
import { change } from '@/lib/db/transaction'
import {
  type TestTenant,
  createTestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { createOpenidTenant, type OpenidTenant } from '@/test/fixtures/openid'
import { createOperator, refusal } from '@/test/fixtures/operator'
import { getLog, listLogs } from './list-logs'
import type { LogTerm } from './log-event'

let tenant: TestTenant
let openid: OpenidTenant
let operator: TestUser
let ann: TestUser
let organization: TestOrganization
let access: TenantAccess<'read:logs'>

beforeAll(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
  operator = await createOperator(tenant)
  ann = await tenant.createUser({ email: 'ann@tenant.test', name: 'Ann' })
  organization = await tenant.createOrganization({ owner: ann })
  access = await tenant.tenantAccess(operator, 'read:logs')
  await write({ type: 'test.by_ann', organizationId: organization.id })
  await write({ type: 'test.by_operator', target: { kind: 'user', id: ann.id, email: ann.email } }, operator)
  await write({ type: 'test.by_machine', actor: { kind: 'client', id: openid.machine.id }, ...about(ann) })
  await write({
    type: 'test.nobody',
    actor: { kind: 'system', id: 'system' },
    target: { kind: 'mail', id: 'm' },
  })
})

function about({ id, email }: TestUser): Pick<Event, 'target'> {
  return { target: { kind: 'user', id, email } }
}

async function write(event: Event, by = ann): Promise<void> {
  const inside = await tenant.tenantAccess(by)
  await withOrigin({ ip: '192.0.2.7', userAgent: 'test', requestId: event.type }, () =>
    change(inside, async () => ({ result: null, events: [event] })),
  )
}

async function types(...options: LogTerm[]): Promise<string[]> {
  const ours: LogTerm = { about: 'ip', among: ['192.0.2.7'] }
  const requested = { take: 100, skip: 0, terms: [ours, ...options], isOldestFirst: true, isCounted: true }
  const { rows, total } = await listLogs(access, requested)
  expect(total).toBe(rows.length)
  return rows.map(({ type }) => type.slice('test.'.length))
}

describe('filters', () => {
  it('by user: the actor, or else the target', async () => {
    expect(await types({ about: 'user', among: [ann.id] })).toEqual(['by_ann', 'by_machine'])
    expect(await types({ about: 'user', among: [operator.id, 'x'] })).toEqual(['by_operator'])
    expect(await types({ about: 'concerning', userId: ann.id })).toEqual([
      'by_ann',
      'by_operator',
      'by_machine',
    ])
    const patterns = [{ text: 'ANN@', isWhole: false }]
    expect(await types({ about: 'email', patterns })).toEqual(['by_ann', 'by_machine'])
    expect(await types({ about: 'email', patterns: [{ text: 'ann@', isWhole: true }] })).toEqual([])
    expect(await types({ about: 'email', patterns: [{ text: '%', isWhole: false }] })).toEqual([])
  })

  it('by application, organization, address, request and time', async () => {
    expect(await types({ about: 'client', among: [openid.machine.id] })).toEqual(['by_machine'])
    expect(await types({ about: 'organization', among: [organization.id] })).toEqual(['by_ann'])
    expect(await types({ about: 'slug', among: [organization.slug] })).toEqual(['by_ann'])
    expect(await types({ about: 'ip', among: ['192.0.2.8'] })).toEqual([])
    const past = { at: new Date(0), isIncluded: true }
    expect(await types({ about: 'date', from: null, to: past })).toEqual([])
    expect(await types({ about: 'date', from: past, to: null })).toHaveLength(4)
  })

  it('by type, or by not being one of several types', async () => {
    const among = ['test.by_ann']
    expect(await types({ about: 'type', among, orNoneOf: null })).toEqual(['by_ann'])
    const orNoneOf = ['test.by_ann', 'test.by_machine', 'test.by_operator']
    expect(await types({ about: 'type', among, orNoneOf })).toEqual(['by_ann', 'nobody'])
  })

  it('by several terms, all of which must match', async () => {
    const machine: LogTerm = { about: 'client', among: [openid.machine.id] }
    expect(await types(machine, { about: 'user', among: [operator.id] })).toEqual([])
  })
})

it('pages, newest first or oldest first', async () => {
  const page = async (isOldestFirst: boolean, skip: number) => {
    const options: LogTerm[] = [{ about: 'ip', among: ['192.0.2.7'] }]
    const { rows } = await listLogs(access, {
      take: 3,
      skip,
      terms: options,
      isOldestFirst,
      isCounted: false,
    })
    return rows.map(({ id }) => id)
  }
  const up = (await Promise.all([page(true, 0), page(true, 3)])).flat()
  const down = (await Promise.all([page(false, 0), page(false, 3)])).flat()
  expect(up).toEqual(down.toReversed())
  expect(up).toHaveLength(4)
  expect(await page(true, 4)).toEqual([])
})

it('returns every field of an event', async () => {
  const { rows } = await listLogs(access, {
    take: 1,
    skip: 0,
    isOldestFirst: true,
    isCounted: false,
    terms: [{ about: 'type', among: ['test.by_machine'], orNoneOf: null }],
  })
  expect(rows).toEqual([
    {
      id: rows[0]?.id,
      type: 'test.by_machine',
      occurredAt: expect.any(Date),
      requestId: 'test.by_machine',
      details: {},
      organization: null,
      ip: '192.0.2.7',
      userAgent: 'test',
      actor: { kind: 'client', id: openid.machine.id, name: null, email: null },
      target: { kind: 'user', id: ann.id, name: null, email: ann.email },
      client: { id: openid.machine.id, name: 'Application' },
    },
  ])
  expect(await getLog(access, rows[0]?.id ?? '')).toEqual(rows[0])
})

it('hides events that are not about users from a caller who may only see users’ logs', async () => {
  const permissions = new Set(['read:logs_users'])
  const actor = {
    kind: 'tenant',
    tenantId: tenant.tenantId,
    caller: access.caller,
    permissions,
  } as const
  const narrow = authorize(actor, 'read:logs_users')
  const all = { take: 100, skip: 0, isOldestFirst: true, isCounted: false }
  const options: LogTerm[] = [{ about: 'ip', among: ['192.0.2.7'] }]
  const whole = await listLogs(access, { ...all, terms: options })
  const part = await listLogs(narrow, { ...all, terms: options })
  expect(part.rows).toEqual(whole.rows.filter(({ type }) => type !== 'test.nobody'))
  const hidden = whole.rows.find(({ type }) => type === 'test.nobody')?.id ?? ''
  expect(await refusal(getLog(narrow, hidden))).toBe('not_found')
})

it('shows nothing of another tenant', async () => {
  const other = await createTestTenant()
  const foreign = await other.read((tx) =>
    tx.auditEvent.findFirstOrThrow({ where: { tenantId: other.tenantId } }),
  )
  expect(await refusal(getLog(access, foreign.id))).toBe('not_found')
  expect(await types({ about: 'id', among: [foreign.id] })).toEqual([])
})
