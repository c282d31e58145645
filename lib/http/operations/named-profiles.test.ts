import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Tx } from '@/lib/db/prisma'
import { raw, sql } from '@/lib/db/sql'
import { newId } from '@/lib/ids'
import { type Api, type ApiCaller, startApi } from '@/test/api'
import { expectRefusals } from '@/test/expect-refusals'
import { createTestTenant } from '@/test/fixtures/tenant'
import { waitForLockQueue } from '@/test/wait-for-lock-waiter'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

const connectionProfiles = {
  path: 'connection-profiles',
  noun: 'connection_profile',
  body: { name: 'Enterprise', enabled_features: ['scim'] },
  id: () => newId('connectionProfile'),
  clear: (tx: Tx) => tx.connectionProfile.deleteMany(),
  insert: (tx: Tx, ids: readonly string[]) =>
    tx.connectionProfile.createMany({ data: ids.map((id) => ({ id, name: 'Other' })) }),
} as const

const userAttributeProfiles = {
  path: 'user-attribute-profiles',
  noun: 'user_attribute_profile',
  body: { name: 'Enterprise', user_attributes: {} },
  id: () => newId('userAttributeProfile'),
  clear: (tx: Tx) => tx.userAttributeProfile.deleteMany(),
  insert: (tx: Tx, ids: readonly string[]) => {
    const settings = { user_attributes: {} }
    return tx.userAttributeProfile.createMany({ data: ids.map((id) => ({ id, name: 'Other', settings })) })
  },
} as const

let api: Api

beforeAll(async () => {
  api = await startApi()
})

describe.each([connectionProfiles, userAttributeProfiles])('/$path', (kind) => {
  const { path, noun, body } = kind
  const scopes = (['read', 'create', 'update', 'delete'] as const).map((verb) => `${verb}:${noun}s` as const)
  let caller: ApiCaller
  let foreignId: string

  beforeAll(async () => {
    caller = await api.asMachine(scopes)
    const another = await createTestTenant()
    foreignId = kind.id()
    await another.write((tx) => kind.insert(tx, [foreignId]))
  })

  beforeEach(() => api.tenant.write(kind.clear))

  async function created(name: string): Promise<string> {
    const { status, json, text } = await caller.send('POST', path, { ...body, name })
    expect(status, text).toBe(201)
    return `${path}/${String(json['id'])}`
  }

  it('200: is paged from a checkpoint', async () => {
    for (const name of ['One', 'Two', 'Three']) await created(name)
    const first = await caller.get(`${path}?take=2`)
    const next = String(first.json['next'])
    const rest = await caller.get(`${path}?take=2&from=${next}`)
    expect(first.json[`${noun}s`]).toHaveLength(2)
    expect(rest.json[`${noun}s`]).toHaveLength(1)
    expect(rest.json).not.toHaveProperty('next')
  })

  it('200: templates, which are accepted as bodies', async () => {
    const { json } = await caller.get(`${path}/templates`)
    expect(json).toMatchObject({ [`${noun}_templates`]: [{ id: 'default' }] })
    const { json: one } = await caller.get(`${path}/templates/default`)
    expect(json[`${noun}_templates`]).toEqual([one])
    const { status } = await caller.send('POST', path, one['template'])
    expect(status).toBe(201)
    const { status: absent, json: refusal } = await caller.get(`${path}/templates/other`)
    expect([absent, refusal['errorCode']]).toEqual([404, `inexistent_${noun}`])
  })

  it('403: each without its scope', async () => {
    const at = await created('Enterprise')
    for (const [method, of, scope] of [
      ['GET', path, `read:${noun}s`],
      ['GET', at, `read:${noun}s`],
      ['GET', `${path}/templates`, `read:${noun}s`],
      ['POST', path, `create:${noun}s`],
      ['PATCH', at, `update:${noun}s`],
      ['DELETE', at, `delete:${noun}s`],
    ] as const) {
      const others = await api.asMachine(scopes.filter((one) => one !== scope))
      const { status, json } = await others.send(method, of, method === 'GET' ? undefined : { name: 'Other' })
      expect([status, json['errorCode']], `${method} ${of}`).toEqual([403, 'insufficient_scope'])
    }
  })

  it('404: an unknown one, and another tenant’s', () =>
    expectRefusals(
      { tenant: api.tenant, caller },
      [kind.id(), foreignId].flatMap((id) => [
        ['GET', `${path}/${id}`],
        ['PATCH', `${path}/${id}`, { name: 'Other' }],
        ['DELETE', `${path}/${id}`],
      ]),
      { status: 404, errorCode: `inexistent_${noun}` },
    ))

  it('409: the 101st, also of several at once', async () => {
    await api.tenant.write((tx) => kind.insert(tx, Array.from({ length: 98 }, kind.id)))
    const statuses = await Promise.all(
      Array.from({ length: 5 }, async () => (await caller.send('POST', path, body)).status),
    )
    expect(statuses.toSorted()).toEqual([201, 201, 409, 409, 409])
  })

  it('404: for one of two deletions at once, which writes no event', async () => {
    const at = await created('Enterprise')
    const id = at.slice(path.length + 1)
    const deleting = await api.tenant.write(async (tx) => {
      await tx.$queryRaw(sql`SELECT FROM ${raw(`${noun}s`)} WHERE id = ${id} FOR UPDATE`)
      const both = [1, 2].map(() => caller.send('DELETE', at))
      await waitForLockQueue(tx)
      return both
    })
    const statuses = (await Promise.all(deleting)).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([204, 404])
    const where = {
      tenantId: api.tenant.tenantId,
      type: `${noun}.deleted`,
      targetId: at.slice(path.length + 1),
    }
    expect(await api.tenant.read((tx) => tx.auditEvent.count({ where }))).toBe(1)
  })
})
