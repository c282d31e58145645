import { describe, expect, it } from 'vitest'
import { startApi } from '@/test/api'
import { inexistentRole, startRolesApi } from '@/test/fixtures/roles-api'

const { api, operator, organization, own, create, refused } = await startRolesApi([
  'read:roles',
  'create:roles',
  'update:roles',
  'delete:roles',
])

const wrong: [string, object][] = [
  ['an empty name', { name: '' }],
  ['a name of 101 characters', { name: 'a'.repeat(101) }],
  ['a name with brackets', { name: 'Role <b>' }],
  ['a description of 501 characters', { description: 'a'.repeat(501) }],
  ['a description of null', { description: null }],
  ['assignable in words', { assignable: 'yes' }],
  ['everyone: true', { everyone: true }],
  ['an organization’s own', { type: 'organization', owner_id: 'org_x' }],
  ['an unknown property', { color: 'red' }],
]

describe('GET /roles', () => {
  it('200: by page, with totals, from a checkpoint', async () => {
    const { rows } = await operator.get('roles?page=1&per_page=3')
    expect(rows.map(({ name }) => name)).toEqual(['Operator', 'Owner', 'Support'])
    expect(rows[1]).toMatchObject({ type: 'tenant', assignable: true, is_owner: true, everyone: false })
    const { json } = await operator.get('roles?include_totals=true&per_page=3&type=tenant')
    expect(json).toMatchObject({ start: 0, limit: 3, total: 7 })
    const first = await operator.get('roles?take=6')
    const second = await operator.get(`roles?take=6&from=${String(first.json['next'])}`)
    expect(second.json['next']).toBeUndefined()
    expect(second.json['roles']).toHaveLength(1)
    expect((await operator.get('roles?page=9')).rows).toEqual([])
  })
  it('200: by name, including an organization’s own roles', async () => {
    const { rows } = await operator.get('roles?name_filter=PERAT')
    expect(rows).toMatchObject([{ name: 'Operator' }])
    const owned = await operator.get(`roles?type=organization&owner_id=${organization.id}`)
    expect(owned.rows).toMatchObject([{ id: own, type: 'organization', owner_id: organization.id }])
    expect((await operator.get('roles?type=organization&owner_id=org_unknown')).rows).toEqual([])
  })
  it.each(['type=organization', 'type=other', 'per_page=101', `name_filter=${'a'.repeat(101)}`])(
    '400: %s',
    async (query) => {
      const { status, json } = await operator.get(`roles?${query}`)
      expect([status, json['errorCode']]).toEqual([400, 'invalid_query_string'])
    },
  )
})

describe('POST /roles', () => {
  it('200: a new role is neither assignable nor the owner role, unless requested', async () => {
    const { status, json } = await operator.send('POST', 'roles', { name: 'Editor', description: 'Edits' })
    expect([status, json]).toEqual([
      200,
      {
        id: expect.stringMatching(/^rol_\w{16}$/),
        name: 'Editor',
        description: 'Edits',
        type: 'tenant',
        assignable: false,
        is_owner: false,
        everyone: false,
      },
    ])
    const more = { name: 'Chief', type: 'tenant', assignable: true, is_owner: true, everyone: false }
    expect((await operator.send('POST', 'roles', more)).json).toMatchObject(more)
  })
  it.each([['no name', { name: undefined }], ...wrong])('400: %s', async (_, body) => {
    const { status, json } = await refused('POST', 'roles', { name: 'New', ...body })
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
  })
  it('409: a name that is taken', async () => {
    expect((await refused('POST', 'roles', { name: 'OWNER' })).status).toBe(409)
  })
})

describe('GET /roles/{id}', () => {
  it('200: the tenant’s roles and an organization’s own', async () => {
    const id = await create({ description: 'For this' })
    expect((await operator.get(`roles/${id}`)).json).toMatchObject({ id, description: 'For this' })
    expect((await operator.get(`roles/${own}`)).json).toMatchObject({ id: own, owner_id: organization.id })
  })
  it('404: for an unknown id', async () => {
    expect((await operator.get('roles/rol_unknown')).json).toMatchObject(inexistentRole)
  })
})

describe('PATCH /roles/{id}', () => {
  it('200: changes the properties that are sent; sending back the response of GET changes nothing', async () => {
    const id = await create()
    const changed = await operator.send('PATCH', `roles/${id}`, { description: 'New', assignable: true })
    expect(changed.json).toMatchObject({ id, description: 'New', assignable: true })
    const { id: _, ...seen } = (await operator.get(`roles/${api.tenant.role('Everyone')}`)).json
    expect((await refused('PATCH', `roles/${api.tenant.role('Everyone')}`, seen)).status).toBe(200)
  })
  it.each(wrong)('400: %s', async (_, body) => {
    expect((await refused('PATCH', `roles/${api.tenant.role('Member')}`, body)).status).toBe(400)
  })
  it('404: for an unknown role and for an organization’s own role', async () => {
    for (const id of ['rol_unknown', own])
      expect((await refused('PATCH', `roles/${id}`, { name: 'New' })).json).toMatchObject(inexistentRole)
  })
  it('409: a name that is taken, and the last owner role', async () => {
    const home = await startApi()
    const alone = await home.asMachine(['update:roles'])
    const id = home.tenant.role('Owner')
    expect((await alone.send('PATCH', `roles/${id}`, { name: 'member' })).status).toBe(409)
    expect((await alone.send('PATCH', `roles/${id}`, { is_owner: false })).status).toBe(409)
  })
})

describe('DELETE /roles/{id}', () => {
  it('200: deletes it', async () => {
    const id = await create()
    const { status, text } = await operator.send('DELETE', `roles/${id}`)
    expect([status, text]).toEqual([200, '{}'])
    expect((await operator.get(`roles/${id}`)).status).toBe(404)
  })
  it('400: the role that every user has', async () => {
    expect((await refused('DELETE', `roles/${api.tenant.role('Everyone')}`)).status).toBe(400)
  })
  it('404: for an unknown role and for an organization’s own role', async () => {
    for (const id of ['rol_unknown', own])
      expect((await refused('DELETE', `roles/${id}`)).json).toMatchObject(inexistentRole)
  })
  it('409: the last owner role', async () => {
    const home = await startApi()
    const alone = await home.asMachine(['delete:roles'])
    expect((await alone.send('DELETE', `roles/${home.tenant.role('Owner')}`)).status).toBe(409)
  })
})
