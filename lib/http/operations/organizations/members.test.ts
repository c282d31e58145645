import { beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { createTestTenant, type TestUser, type TestOrganization } from '@/test/fixtures/tenant'

let api: Api
let organization: TestOrganization
let path: string
let owner: TestUser
let admin: TestUser
let operator: ApiCaller

beforeAll(async () => {
  api = await startApi()
  owner = await api.tenant.createUser({ name: 'Olga Owner' })
  admin = await api.tenant.createUser({ name: 'Ada Admin', email: 'ada@example.com' })
  organization = await api.tenant.createOrganization({ owner })
  await api.tenant.addMember(organization, admin, ['Admin', 'Viewer'])
  path = `organizations/${organization.id}/members`
  operator = await api.asMachine([
    ...(['read:organization_members', 'create:organization_members', 'delete:organization_members'] as const),
    'read:organization_member_roles',
  ])
})

async function membersOf({ id: organizationId }: TestOrganization): Promise<string[]> {
  const where = { tenantId: api.tenant.tenantId, organizationId }
  const found = await api.tenant.read((tx) => tx.member.findMany({ where, orderBy: { createdAt: 'asc' } }))
  return found.map(({ userId }) => userId)
}

function happened({ id: organizationId }: TestOrganization) {
  const where = { organizationId, type: { startsWith: 'member.' } }
  return api.tenant.read((tx) => tx.auditEvent.findMany({ where, orderBy: { id: 'asc' } }))
}

describe('GET /organizations/{id}/members', () => {
  it('200: as a list, by page, and from a checkpoint, without roles', async () => {
    const rows = [
      { user_id: owner.id, email: owner.email, name: 'Olga Owner' },
      { user_id: admin.id, email: 'ada@example.com', name: 'Ada Admin' },
    ]
    expect((await operator.get(path)).rows).toEqual(rows)
    expect((await operator.get(`${path}?include_totals=true&per_page=1&page=1`)).json).toEqual({
      start: 1,
      limit: 1,
      total: 2,
      members: rows.slice(1),
    })
    expect((await operator.get(`${path}?page=7`)).text).toBe('[]')
    const { json } = await operator.get(`${path}?take=1&include_totals=true`)
    expect(json['members']).toEqual(rows.slice(0, 1))
    const last = await operator.get(`${path}?take=1&from=${String(json['next'])}`)
    expect(last.json).toEqual({ members: rows.slice(1) })
  })

  it('200: the requested properties, roles if named', async () => {
    const { rows } = await operator.get(`${path}?fields=user_id,roles`)
    expect(rows[1]).toEqual({
      user_id: admin.id,
      roles: [
        { id: api.tenant.role('Admin'), name: 'Admin' },
        { id: api.tenant.role('Viewer'), name: 'Viewer' },
      ],
    })
    const others = await operator.get(`${path}?fields=roles,email&include_fields=false`)
    expect(others.rows[1]).toEqual({ user_id: admin.id, name: 'Ada Admin' })
  })

  it('200: finds members by the beginnings of words', async () => {
    for (const [q, found] of [
      ['admi', [admin]],
      ['admi ada', [admin]],
      ['ada@exa', [admin]],
      ['ADA', [admin]],
      ['dmin', []],
      ['%25', []],
    ] as const) {
      const { rows } = await operator.get(`${path}?q=${q}`)
      expect(rows.map((row) => row['user_id'])).toEqual(found.map(({ id }) => id))
      expect((await operator.get(`${path}?include_totals=true&q=${q}`)).json['total']).toBe(found.length)
    }
  })

  it('200: by a member’s own token', async () => {
    const { rows } = await (await api.asUser(admin, organization)).get(`${path}?fields=roles`)
    expect(rows).toHaveLength(2)
  })

  it('400: pages beyond 1,000 rows, and invalid parameters', async () => {
    const far = await operator.get(`${path}?page=10&per_page=100`)
    expect(far).toMatchObject({ status: 400, json: { errorCode: 'invalid_paging' } })
    for (const query of ['from=x', 'take=0', 'take=101', 'per_page=x', 'fields=%3B', `q=${'a'.repeat(201)}`])
      expect(await operator.get(`${path}?${query}`)).toMatchObject({ status: 400 })
  })

  it('403: roles without the scope to read them', async () => {
    const plain = await api.asMachine(['read:organization_members'], organization)
    const { status, json } = await plain.get(`${path}?fields=roles`)
    expect({ status, message: json['message'] }).toEqual({
      status: 403,
      message: 'Insufficient scope, expected any of: read:organization_member_roles',
    })
    expect((await plain.get(`${path}?fields=roles&include_fields=false`)).status).toBe(200)
  })
})

describe('POST /organizations/{id}/members', () => {
  it('204: adds each user once, without roles, with one event each', async () => {
    const there = await api.tenant.createOrganization()
    const people = await Promise.all([api.tenant.createUser(), api.tenant.createUser()])
    const members = people.map(({ id }) => id)
    for (const ids of [members, [...members, members[0]]])
      expect(
        await operator.send('POST', `organizations/${there.id}/members`, { members: ids }),
      ).toMatchObject({ status: 204, text: '' })
    expect((await membersOf(there)).sort()).toEqual([...members].sort())
    expect(await happened(there)).toMatchObject([
      { type: 'member.added', actorId: operator.client.id, details: { after: { roles: [] } } },
      { type: 'member.added', targetKind: 'user' },
    ])
    expect(await api.tenant.read((tx) => tx.mail.count({ where: { organizationId: there.id } }))).toBe(0)
  })

  it.each([
    ['nobody', { members: [] }],
    ['eleven', { members: Array.from({ length: 11 }, (_, at) => `auth0|${at}`) }],
    ['no list', { members: 'auth0|1' }],
    ['nothing', {}],
    ['an unknown property', { members: ['auth0|1'], roles: [] }],
  ])('400: %s', async (_, body) => {
    expect(await operator.send('POST', path, body)).toMatchObject({
      status: 400,
      json: { errorCode: 'invalid_body' },
    })
  })

  it('400: a user with an unverified address; adds none of the others', async () => {
    const there = await api.tenant.createOrganization()
    const verified = await api.tenant.createUser()
    const unverified = await api.tenant.createUser({ isVerified: false })
    const answer = await operator.send('POST', `organizations/${there.id}/members`, {
      members: [verified.id, unverified.id],
    })
    expect(answer).toMatchObject({ status: 400, json: { message: expect.stringContaining(unverified.id) } })
    expect(await membersOf(there)).toEqual([])
  })

  it('404: an unknown user or another tenant’s; adds none of the others', async () => {
    const there = await api.tenant.createOrganization()
    const person = await api.tenant.createUser()
    const foreign = await (await createTestTenant()).createUser()
    for (const id of [foreign.id, 'auth0|nobody'])
      expect(
        (await operator.send('POST', `organizations/${there.id}/members`, { members: [person.id, id] })).json,
      ).toMatchObject({ statusCode: 404, errorCode: 'inexistent_user' })
    expect(await membersOf(there)).toEqual([])
  })

  it('404: by a token of the organization', async () => {
    const bound = await api.asMachine(['create:organization_members'], organization)
    const members = [(await api.tenant.createUser()).id]
    expect(await bound.send('POST', path, { members })).toMatchObject({ status: 404 })
    expect(await membersOf(organization)).toHaveLength(2)
  })
})

describe('DELETE /organizations/{id}/members', () => {
  it('204: removes members with their roles, even the last owner, and ignores users who are not members', async () => {
    const there = await api.tenant.createOrganization({ owner })
    const member = await api.tenant.createUser()
    await api.tenant.addMember(there, member)
    const members = [owner.id, member.id, admin.id, 'auth0|nobody', member.id]
    const at = `organizations/${there.id}/members?remove_last_owner=true`
    const answer = await operator.send('DELETE', at, { members })
    expect(answer).toMatchObject({ status: 204, text: '' })
    expect(await membersOf(there)).toEqual([])
    expect(await happened(there)).toMatchObject([
      { type: 'member.removed', actorKind: 'client' },
      { type: 'member.removed', details: { after: null } },
    ])
    expect(await membersOf(organization)).toContain(admin.id)
    expect((await operator.send('DELETE', at, { members })).status).toBe(204)
    expect(await happened(there)).toHaveLength(2)
  })

  it('204: by a member’s token, with an email to the removed member', async () => {
    const member = await api.tenant.createUser()
    await api.tenant.addMember(organization, member)
    const caller = await api.asUser(admin, organization)
    expect(await caller.send('DELETE', path, { members: [member.id] })).toMatchObject({ status: 204 })
    const where = { organizationId: organization.id, recipient: member.email, template: 'member_removed' }
    expect(await api.tenant.read((tx) => tx.mail.count({ where }))).toBe(1)
  })

  it.each([[{ members: [] }], [{ members: Array.from({ length: 11 }, (_, at) => `auth0|${at}`) }], [{}]])(
    '400: %j',
    async (body) => {
      expect(await operator.send('DELETE', path, body)).toMatchObject({ status: 400 })
    },
  )

  it('403: a member with more permissions than the caller; removes no one', async () => {
    const member = await api.tenant.createUser()
    await api.tenant.addMember(organization, member)
    const before = await membersOf(organization)
    const caller = await api.asUser(admin, organization)
    expect((await caller.send('DELETE', path, { members: [member.id, owner.id] })).json).toMatchObject({
      statusCode: 403,
      errorCode: 'not_yours_to_give',
    })
    expect(await membersOf(organization)).toEqual(before)
  })

  it('409: the last owner, by a token of the organization', async () => {
    const caller = await api.asUser(owner, organization)
    const before = await membersOf(organization)
    expect((await caller.send('DELETE', path, { members: [admin.id, owner.id] })).json).toMatchObject({
      statusCode: 409,
      errorCode: 'last_owner',
      message: expect.stringContaining('at least one owner'),
    })
    expect(await membersOf(organization)).toEqual(before)
  })
})
