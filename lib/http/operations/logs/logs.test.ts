import { beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { expectRefusals } from '@/test/expect-refusals'

let api: Api
let caller: ApiCaller
let ann: TestUser
let organization: TestOrganization
let foreign: { tenant: TestTenant; logId: string; person: TestUser }

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(['read:logs', 'update:sessions'])
  ann = await api.tenant.createUser({ name: 'Ann', email: 'ann@tenant.test' })
  organization = await api.tenant.createOrganization({ owner: ann })
  for (const device of ['phone', 'tablet'])
    await caller.send('PATCH', `sessions/${ann.sessionId}`, { session_metadata: { device } })
  const tenant = await createTestTenant()
  const person = await tenant.createUser()
  const { id: logId } = await tenant.read((tx) =>
    tx.auditEvent.findFirstOrThrow({ where: { tenantId: tenant.tenantId } }),
  )
  foreign = { tenant, person, logId }
})

function logsIn(json: Record<string, unknown>): Record<string, unknown>[] {
  return json['logs'] as Record<string, unknown>[]
}

function search(q: string): string {
  return `logs?q=${encodeURIComponent(q)}`
}

describe('GET /logs', () => {
  it('200: a plain list, the newest first, with all properties', async () => {
    const { rows } = await caller.get(search(`client_id:${caller.client.id}`))
    expect(rows).toHaveLength(2)
    const [last] = rows
    expect(last).toMatchObject({
      _id: last?.['log_id'],
      type: 'sapi',
      description: 'changed a session’s metadata',
      client_id: caller.client.id,
      client_name: 'Application',
      ip: '192.0.2.7',
      user_agent: 'test',
      isMobile: false,
    })
    expect(last?.['details']).toMatchObject({
      event: 'session.metadata_changed',
      userId: ann.id,
      properties: ['device'],
      actor: { kind: 'client', id: caller.client.id },
      target: { kind: 'session', id: ann.sessionId },
      request_id: expect.any(String),
    })
  })

  it('200: with totals, page by page, in either order', async () => {
    const path = `${search(`client_id:${caller.client.id}`)}&include_totals=true&per_page=1`
    const first = await caller.get(path)
    const second = await caller.get(`${path}&page=1`)
    const past = await caller.get(`${path}&page=2`)
    expect(first.json).toMatchObject({ start: 0, limit: 1, length: 1, total: 2 })
    expect(past.json).toEqual({ start: 2, limit: 1, length: 0, total: 2, logs: [] })
    const other = await caller.get(`${path}&sort=date:1`)
    expect(logsIn(other.json)).toEqual(logsIn(second.json))
    expect(logsIn(first.json)).not.toEqual(logsIn(second.json))
  })

  it('200: by Auth0’s code in q, and by search', async () => {
    const codes = async (path: string) => new Set((await caller.get(path)).rows.map(({ type }) => type))
    expect(await codes(search('type:sapi'))).toEqual(new Set(['sapi']))
    expect(await codes(search('type:(s OR ss)'))).toEqual(new Set())
    expect(await codes('logs?search=type:nothing')).toEqual(new Set())
    expect(await codes(`${search('type:sapi')}&search=log_id:${newId('event')}`)).toEqual(new Set())
  })

  it('200: by organization, with its name', async () => {
    await api.tenant.write(async (tx) => {
      await tx.auditEvent.create({
        data: {
          id: newId('event'),
          type: 'member.left',
          organizationId: organization.id,
          actorKind: 'user',
          actorId: ann.id,
        },
      })
    })
    const { rows } = await caller.get(search(`organization_id:${organization.id} AND user_id:"${ann.id}"`))
    expect(rows).toEqual([
      expect.objectContaining({
        organization_id: organization.id,
        organization_name: organization.slug,
        user_id: ann.id,
      }),
    ])
  })

  it('200: with the requested properties', async () => {
    const { rows } = await caller.get(`${search(`client_id:${caller.client.id}`)}&fields=type,date`)
    expect(rows.map((row) => Object.keys(row).sort())).toEqual([
      ['date', 'type'],
      ['date', 'type'],
    ])
  })

  it('200: a plain list after a given log, the oldest first; other parameters are ignored', async () => {
    const { rows } = await caller.get('logs?sort=date:1&per_page=100')
    const ids = rows.map(({ log_id: id }) => id)
    await vi.waitFor(async () => {
      const found = await caller.get(`logs?from=${String(ids[0])}&include_totals=true&q=type:nothing`)
      expect(found.rows.map(({ log_id: id }) => id)).toEqual(ids.slice(1))
    }, 5000)
    const two = await caller.get(`logs?from=${String(ids[0])}&take=2`)
    expect(two.rows).toEqual(rows.slice(1, 3))
    expect((await caller.get('logs?take=1')).rows).toEqual(rows.slice(0, 1))
  })

  it('400: an invalid query, order or page, and an unknown log to start after', async () => {
    const [queries, most] = [
      ['q=ann', 'search=x:y', 'sort=type:1', 'per_page=101', 'take=0'],
      'page=20&per_page=50',
    ]
    const requested = [...queries, `from=${newId('event')}`, `from=${foreign.logId}`]
    await expectRefusals(
      { tenant: api.tenant, caller },
      requested.map((query) => ['GET', `logs?${query}`]),
      { status: 400, errorCode: 'invalid_query_string' },
    )
    await expectRefusals({ tenant: api.tenant, caller }, [['GET', `logs?${most}`]], {
      status: 400,
      errorCode: 'invalid_paging',
    })
  })
})

describe('GET /logs/{id}', () => {
  it('200: the same as in the list', async () => {
    const [row] = (await caller.get('logs?per_page=1')).rows
    expect((await caller.get(`logs/${String(row?.['log_id'])}`)).json).toEqual(row)
  })

  it('404: an unknown log, or another tenant’s', () =>
    expectRefusals(
      { tenant: api.tenant, caller },
      [newId('event'), foreign.logId].map((id) => ['GET', `logs/${id}`]),
      { status: 404, errorCode: 'inexistent_log' },
    ))
})

describe('GET /users/{id}/logs', () => {
  it('200: the events by and about the user', async () => {
    const person = await api.tenant.createUser()
    const at = `users/${encodeURIComponent(person.id)}/logs`
    expect((await caller.get(at)).rows).toEqual([])
    await api.tenant.write(async (tx) => {
      const by = { actorKind: 'user', actorId: person.id }
      const about = { actorKind: 'system', targetKind: 'user', targetId: person.id }
      await tx.auditEvent.create({ data: { id: newId('event'), type: 'session.started', ...by } })
      await tx.auditEvent.create({ data: { id: newId('event'), type: 'user.email_verified', ...about } })
    })
    const { json } = await caller.get(`${at}?include_totals=true&sort=date:1`)
    expect(json).toMatchObject({ start: 0, limit: 50, length: 2, total: 2 })
    expect(logsIn(json).map(({ type, user_id }) => [type, user_id])).toEqual([
      ['s', person.id],
      ['sv', person.id],
    ])
  })

  it('404: an unknown user, and a user of another tenant', () =>
    expectRefusals(
      { tenant: api.tenant, caller },
      ['auth0|nobody', foreign.person.id].map((id) => ['GET', `users/${encodeURIComponent(id)}/logs`]),
      { status: 404, errorCode: 'inexistent_user' },
    ))

  it('400: an invalid order or page', () =>
    expectRefusals(
      { tenant: api.tenant, caller },
      ['sort=date', 'per_page=-1', 'page=1001'].map((query) => [
        'GET',
        `users/${encodeURIComponent(ann.id)}/logs?${query}`,
      ]),
      { status: 400, errorCode: 'invalid_query_string' },
    ))
})
