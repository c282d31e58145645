import { beforeAll, describe, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { newId } from '@/lib/ids'
import { asSuperuser } from '@/test/fixtures/large-tenant'
import { takeOwnDatabase } from '@/test/own-database'
import { createOperator, refusal } from '@/test/fixtures/operator'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { getEvent, listEvents, streamEvents } from './list-events'
import type { TenantEventFilter } from './tenant-events'

const count = 40_000

let tenant: TestTenant
let access: TenantAccess<'read:logs'>
let person: TestUser
let organization: TestOrganization
let other: TestOrganization

beforeAll(async () => {
  // PostgreSQL chooses its plans by what else there is.
  await takeOwnDatabase()
  tenant = await createTestTenant()
  access = await tenant.tenantAccess(await createOperator(tenant), 'read:logs')
  person = await tenant.createUser({ name: 'Per Person' })
  organization = await tenant.createOrganization({ owner: person })
  other = await tenant.createOrganization({ owner: person })
  await fill()
  await Promise.all([
    write('password.changed', { actorId: person.id, requestId: 'req-1' }),
    write('session.failed', { targetId: person.id, organizationId: other.id, requestId: 'req-1' }),
    write('invitation.created', { targetId: 'uinv_1', email: 'New@Tenant.test', organizationId: other.id }),
  ])
})

/** Sign-ins and changes in one organization, a second apart, by one actor. */
function fill() {
  return asSuperuser(async (client) => {
    await client.query(
      `INSERT INTO audit_events (
         tenant_id, id, organization_id, type, actor_kind, actor_id, target_kind, target_id, occurred_at)
       SELECT $1, 'log_' || lpad(n::text, 8, '0'), $2,
         (ARRAY['session.started', 'member.roles_changed'])[1 + n % 2], 'user', 'auth0|many', 'user', 'auth0|many',
         now() - interval '1 hour' - make_interval(secs => $3 - n)
       FROM generate_series(1, $3::int) n`,
      [tenant.tenantId, organization.id, count],
    )
    await client.query('ANALYZE audit_events')
  })
}

interface Written {
  actorId?: string
  targetId?: string
  email?: string
  organizationId?: string
  requestId?: string
}

async function write(type: string, { email, ...event }: Written): Promise<void> {
  const id = newId('event')
  await tenant.write(async (tx) => {
    await tx.auditEvent.create({
      data: { id, type, actorKind: 'user', ...(event.targetId ? { targetKind: 'user' } : {}), ...event },
    })
    await tx.auditPeople.create({ data: { eventId: id, ...(email ? { targetEmail: email } : {}) } })
  })
}

async function types(filter: TenantEventFilter): Promise<string[]> {
  return (await listEvents(access, filter)).events.map(({ type }) => type)
}

describe('the logs of a tenant', () => {
  it('are filtered by actor, target, organization, request, type and group', async () => {
    expect(await types({ actor: person.id })).toEqual(['password.changed'])
    expect(await types({ actor: person.email.toUpperCase() })).toEqual(['password.changed'])
    expect(await types({ target: person.email })).toEqual(['session.failed'])
    expect(await types({ target: 'new@tenant.test' })).toEqual(['invitation.created'])
    expect(await types({ target: 'new@tenant.test', group: 'invitation.created' })).toHaveLength(1)
    expect(await types({ target: 'new@tenant.test', group: 'session' })).toEqual([])
    expect(new Set(await types({ organization: other.slug }))).toEqual(
      new Set(['invitation.created', 'session.failed']),
    )
    expect(await types({ organization: other.id, group: 'session' })).toEqual(['session.failed'])
    expect(await types({ request: 'req-1', group: 'user' })).toEqual(['password.changed'])
    expect(await types({ group: 'invitation.created', from: '2001-01-01' })).toHaveLength(1)
    expect(await types({ group: 'invitation.created', to: '2001-01-01' })).toEqual([])
    expect(await types({ actor: 'nobody@tenant.test' })).toEqual([])
    expect(await types({ group: 'sess' })).toEqual([])
  })

  it('have pages, there and back, across types', async () => {
    const filter = { group: 'session', organization: organization.slug }
    const first = await listEvents(access, filter)
    const second = await listEvents(access, { ...filter, before: first.events.at(-1)?.id })
    const back = await listEvents(access, { ...filter, after: second.events[0]?.id })
    expect([first.events.length, second.events.length]).toEqual([25, 25])
    expect(new Set([...first.events, ...second.events].map(({ id }) => id)).size).toBe(50)
    expect(back.events).toEqual(first.events)
  })

  it('are streamed whole', async () => {
    let streamed = 0
    for await (const events of streamEvents(access, { group: 'member.roles_changed' }))
      streamed += events.length
    expect(streamed).toBe(count / 2)
  })

  it('show one event with the others of its request, and none of another tenant', async () => {
    const [shown] = (await listEvents(access, { request: 'req-1', group: 'user' })).events
    const { event, others } = await getEvent(access, shown?.id ?? '')
    expect(event.type).toBe('password.changed')
    expect(others.map(({ type }) => type)).toEqual(['session.failed'])
    const elsewhere = await createTestTenant()
    const stranger = await elsewhere.tenantAccess(await createOperator(elsewhere), 'read:logs')
    expect(await refusal(getEvent(stranger, event.id))).toBe('not_found')
    expect((await listEvents(stranger, { request: 'req-1' })).events).toEqual([])
  })
})
