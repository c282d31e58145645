import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { sidePool } from '@/lib/db/side-pool'
import { ApiCaller, startApi, type Api } from '@/test/api'
import { requestToken } from '@/test/fixtures/openid'
import { withIdempotencyKey } from './idempotency-key'

let api: Api
let operator: ApiCaller

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine(['create:organizations', 'delete:organizations', 'create:clients'])
})

function newKey(): string {
  return randomUUID()
}

function newName(): string {
  return `once-${randomUUID().slice(0, 13)}`
}

function create(key: string, body: object, { caller = operator, path = 'organizations' } = {}) {
  return caller.request('POST', path, { headers: { 'idempotency-key': key }, raw: JSON.stringify(body) })
}

function countOf(name: string): Promise<number> {
  return api.tenant.read((tx) => tx.organizationSlug.count({ where: { slug: name } }))
}

/** The stored row of the newest key. */
async function newest(): Promise<Record<string, unknown>> {
  const { rows } = await sidePool().query<Record<string, unknown>>(
    `SELECT *, extract(epoch FROM expires_at - now())::float8 AS seconds FROM limits.kept_answers
     ORDER BY expires_at DESC LIMIT 1`,
  )
  return rows[0] ?? {}
}

async function alter(set: string): Promise<void> {
  const { key } = await newest()
  await sidePool().query(`UPDATE limits.kept_answers SET ${set} WHERE key = $1`, [key])
}

describe('the same Idempotency-Key', () => {
  it('in fifty requests at the same time: one effect, one event, and the same response to all', async () => {
    const [key, name] = [newKey(), newName()]
    const answers = await Promise.all(Array.from({ length: 50 }, () => create(key, { name })))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(201)
    expect(await countOf(name)).toBe(1)
    const targetId = String(answers[0]?.json['id'])
    const events = await api.tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { targetId, type: 'organization.created' } }),
    )
    expect(events).toHaveLength(1)
  })

  it('with the same body in other bytes: the first response again', async () => {
    const key = newKey()
    const name = newName()
    const first = await create(key, { name, display_name: 'Same' })
    const headers = { 'idempotency-key': key, 'content-type': 'application/json' }
    const raw = `{ "display_name": "Same",\n "name": "${name}" }`
    const again = await operator.request('POST', 'organizations', { raw, headers })
    expect([again.status, again.json]).toEqual([201, first.json])
  })

  it('with another body, or at another path: 422', async () => {
    const [key, name, other] = [newKey(), newName(), newName()]
    expect((await create(key, { name })).status).toBe(201)
    const body = await create(key, { name: other })
    const path = await create(key, { name }, { path: 'clients' })
    const query = await create(key, { name }, { path: 'organizations?x=1' })
    expect([body, path, query].map(({ status }) => status)).toEqual([422, 422, 422])
    expect(body.json['errorCode']).toBe('idempotency_key_reused')
    expect(await countOf(other)).toBe(0)
  })

  it('of another application is a separate key', async () => {
    const another = await api.asMachine(['create:organizations'])
    const [key, name, other] = [newKey(), newName(), newName()]
    expect((await create(key, { name })).status).toBe(201)
    expect((await create(key, { name: other }, { caller: another })).json).toMatchObject({ name: other })
  })

  it('can succeed after a refused request', async () => {
    const [key, name] = [newKey(), newName()]
    const { json } = await create(newKey(), { name })
    expect((await create(key, { name })).status).toBe(409)
    expect((await operator.send('DELETE', `organizations/${String(json['id'])}`)).status).toBe(204)
    expect((await create(key, { name })).status).toBe(201)
  })

  it('is forgotten after 24 hours, and not before', async () => {
    const [key, name] = [newKey(), newName()]
    expect((await create(key, { name })).status).toBe(201)
    const { seconds } = await newest()
    expect(Number(seconds)).toBeGreaterThan(86_340)
    expect(Number(seconds)).toBeLessThanOrEqual(86_400)
    await alter(`expires_at = now() + interval '1 minute'`)
    expect((await create(key, { name })).status).toBe(201)
  })

  it('that has expired runs the request again', async () => {
    const [key, name] = [newKey(), newName()]
    expect((await create(key, { name })).status).toBe(201)
    await alter('expires_at = now()')
    expect((await create(key, { name })).status).toBe(409)
  })

  it('of a first request that was interrupted: 409, and nothing is done', async () => {
    const [key, name] = [newKey(), newName()]
    await create(key, { name })
    await alter('status = NULL, sealed = NULL')
    const { status, json } = await create(key, { name })
    expect([status, json['errorCode']]).toEqual([409, 'idempotency_outcome_unknown'])
    expect(await countOf(name)).toBe(1)
  })

  it('of a caller without access any more: 401, and not the first response', async () => {
    const former = await api.asMachine(['create:organizations'])
    const [key, name] = [newKey(), newName()]
    expect((await create(key, { name }, { caller: former })).status).toBe(201)
    await api.tenant.write((tx) => tx.clientGrant.deleteMany({ where: { clientId: former.client.id } }))
    expect((await create(key, { name }, { caller: former })).status).toBe(401)
  })
})

it.each([
  ['too long', 'k'.repeat(256)],
  ['not ASCII', 'k\u00e9'],
  ['with a space in it', 'a b'],
  ['empty', ''],
])('an Idempotency-Key that is %s: 400, and nothing is done', async (_, key) => {
  const name = newName()
  const { status, json } = await create(key, { name })
  expect([status, json['errorCode']]).toEqual([400, 'invalid_idempotency_key'])
  expect(await countOf(name)).toBe(0)
})

it('an Idempotency-Key of 255 characters is valid', async () => {
  const key = newKey().padEnd(255, 'k')
  expect((await create(key, { name: newName() })).status).toBe(201)
})

it('the stored response is encrypted: it shows neither the secret nor the request', async () => {
  const [key, name] = [newKey(), newName()]
  const { json } = await create(key, { name, app_type: 'regular_web' }, { path: 'clients' })
  const secret = String(json['client_secret'])
  expect(secret.length).toBeGreaterThan(30)
  const row = JSON.stringify(await newest())
  for (const text of [secret, name, key, String(json['client_id'])]) expect(row).not.toContain(text)
  expect((await create(key, { name, app_type: 'regular_web' }, { path: 'clients' })).json).toEqual(json)
})

it('after an internal error the outcome is unknown: the same key gets 409', async () => {
  const { tenant } = api.openid
  const bearer = {
    caller: { clientId: 'x', scopes: [] },
    clientId: 'x',
    scopes: new Set<string>(),
    organizationId: null,
  }
  const caller = { tenant, bearer, confirm: () => Promise.resolve() }
  const ask = new Request('http://tenant.test/', {
    method: 'POST',
    headers: { 'idempotency-key': newKey() },
    body: '{}',
  })
  const fail = () => Promise.reject(new Error('the connection was lost'))
  await expect(withIdempotencyKey(ask.clone(), caller, fail)).rejects.toThrow('the connection was lost')
  await expect(withIdempotencyKey(ask, caller, fail)).rejects.toMatchObject({ status: 409 })
})

it('a token bound to an organization does not get the response of a tenant-level token', async () => {
  const organization = await api.tenant.createOrganization()
  const scope = ['create:organization_invitations'] as const
  const whole = await api.asMachine(scope)
  const { id: clientId } = whole.client
  await api.tenant.write(async (tx) => {
    const [grant] = await tx.clientGrant.findMany({ where: { clientId } })
    await tx.clientGrant.updateMany({ where: { clientId }, data: { organizationUsage: 'allow' } })
    await tx.clientGrantOrganization.create({
      data: { organizationId: organization.id, grantId: grant?.id ?? '' },
    })
  })
  const audience = `${api.openid.tenant.url}/api/v2/`
  const { access_token: token = '' } = await requestToken(api.openid, whole.client, {
    grant_type: 'client_credentials',
    audience,
    organization: organization.id,
  })
  const bound = new ApiCaller(api.openid, token, whole.client)
  const body = {
    inviter: { name: 'Olga' },
    invitee: { email: `${newName()}@tenant.test` },
    client_id: api.openid.web.id,
  }
  const [key, path] = [newKey(), `organizations/${organization.id}/invitations`]
  const first = await create(key, body, { caller: whole, path })
  expect(first.status).toBe(200)
  expect((await create(key, body, { caller: bound, path })).json).toMatchObject({
    errorCode: 'invitation_pending',
  })
})

it('requests with different keys at the same time all succeed', async () => {
  const answers = await Promise.all(Array.from({ length: 24 }, () => create(newKey(), { name: newName() })))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 24 }, () => 201))
})
