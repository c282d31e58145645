import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { inexistentRole, startRolesApi } from '@/test/fixtures/roles-api'

const { api, operator, own, create, refused } = await startRolesApi([
  'read:roles',
  'create:roles',
  'update:roles',
  'read:role_members',
])
const person = await api.tenant.createUser()
const identifier = `${api.openid.tenant.url}/api/v2/`

function permissions(...names: string[]) {
  return {
    permissions: names.map((name) => ({ resource_server_identifier: identifier, permission_name: name })),
  }
}

const wrong: [string, object][] = [
  ['nothing', {}],
  ['an empty list', { permissions: [] }],
  ['names alone', { permissions: ['read:users'] }],
  ['an API without a name', { permissions: [{ resource_server_identifier: 'x' }] }],
  ['an unknown property', { ...permissions('read:users'), scope: [] }],
]

describe('GET /roles/{id}/permissions', () => {
  it('200: by page, with totals', async () => {
    const id = await create()
    await operator.send('POST', `roles/${id}/permissions`, permissions('read:users', 'read:logs'))
    const { json } = await operator.get(`roles/${id}/permissions?include_totals=true&per_page=1&page=1`)
    const row = {
      permission_name: 'read:users',
      description: 'See users',
      resource_server_name: 'Management API',
      resource_server_identifier: identifier,
    }
    expect(json).toEqual({ start: 1, limit: 1, total: 2, permissions: [row] })
    expect((await operator.get(`roles/${id}/permissions?page=1`)).text).toBe('[]')
    expect((await operator.get(`roles/${own}/permissions`)).rows).toEqual([])
  })
  it('404: an unknown role', async () => {
    expect((await operator.get('roles/rol_unknown/permissions')).json).toMatchObject(inexistentRole)
  })
})

describe('POST /roles/{id}/permissions', () => {
  it('201: a second request changes nothing', async () => {
    const id = await create()
    for (const body of [permissions('read:users', 'read:users'), permissions('read:users')]) {
      const { status, text } = await operator.send('POST', `roles/${id}/permissions`, body)
      expect([status, text]).toEqual([201, '{}'])
    }
    expect((await operator.get(`roles/${id}/permissions`)).rows).toHaveLength(1)
  })
  it.each(wrong)('400: %s', async (_, body) => {
    expect((await refused('POST', `roles/${await create()}/permissions`, body)).status).toBe(400)
  })
  it('404: an unknown role, an organization’s own, and one permission of several', async () => {
    for (const id of ['rol_unknown', own]) {
      const { json } = await refused('POST', `roles/${id}/permissions`, permissions('read:users'))
      expect(json).toMatchObject(inexistentRole)
    }
    const body = permissions('read:users', 'read:nothing')
    const { status, json } = await refused('POST', `roles/${await create()}/permissions`, body)
    expect([status, json['errorCode']]).toEqual([404, 'inexistent_permission'])
  })
})

describe('POST /roles/{id}/permissions', () => {
  it('409: a role has 1,000 at most', async () => {
    const roleId = await create()
    const apiId = newId('resourceServer')
    const names = Array.from({ length: 1000 }, (_, index) => ({ apiId, name: `do:${index}` }))
    await api.tenant.write(async (tx) => {
      await tx.api.create({ data: { id: apiId, identifier: apiId, name: 'Large' } })
      await tx.permission.createMany({ data: names })
      await tx.rolePermission.createMany({ data: names.map((one) => ({ ...one, roleId, usableIn: '*' })) })
    })
    const { status } = await refused('POST', `roles/${roleId}/permissions`, permissions('read:users'))
    expect(status).toBe(409)
  })
})

describe('DELETE /roles/{id}/permissions', () => {
  it('204: those it has, by a body', async () => {
    const id = await create()
    await operator.send('POST', `roles/${id}/permissions`, permissions('read:users', 'read:logs'))
    const body = permissions('read:users', 'read:clients')
    expect((await operator.send('DELETE', `roles/${id}/permissions`, body)).status).toBe(204)
    const { rows } = await operator.get(`roles/${id}/permissions`)
    expect(rows).toMatchObject([{ permission_name: 'read:logs' }])
  })
  it.each(wrong)('400: %s', async (_, body) => {
    expect((await refused('DELETE', `roles/${await create()}/permissions`, body)).status).toBe(400)
  })
  it('404: an unknown role, an organization’s own, and a permission', async () => {
    for (const id of ['rol_unknown', own]) {
      const { json } = await refused('DELETE', `roles/${id}/permissions`, permissions('read:users'))
      expect(json).toMatchObject(inexistentRole)
    }
    const body = permissions('read:nothing')
    const { json } = await refused('DELETE', `roles/${await create()}/permissions`, body)
    expect(json['errorCode']).toBe('inexistent_permission')
  })
})

describe('GET /roles/{id}/users', () => {
  it('200: by page, and from a checkpoint', async () => {
    const id = await create()
    const others = await Promise.all([api.tenant.createUser(), api.tenant.createUser()])
    const users = others.map((other) => other.id).sort()
    await operator.send('POST', `roles/${id}/users`, { users })
    const { json } = await operator.get(`roles/${id}/users?include_totals=true`)
    expect(json).toMatchObject({
      start: 0,
      limit: 50,
      total: 2,
      users: users.map((user_id) => ({ user_id })),
    })
    const [first, second] = await Promise.all([
      operator.get(`roles/${id}/users?take=1`),
      operator.get(`roles/${id}/users?take=1&from=${encodeURIComponent(users[0] ?? '')}`),
    ])
    expect(first.json).toMatchObject({ users: [{ user_id: users[0] }], next: users[0] })
    expect(second.json['users']).toMatchObject([{ user_id: users[1] }])
    expect(second.json['next']).toBeUndefined()
  })
  it('404: an unknown role', async () => {
    expect((await operator.get('roles/rol_unknown/users')).json).toMatchObject(inexistentRole)
  })
})

describe('POST /roles/{id}/users', () => {
  it('200: a second request changes nothing', async () => {
    const id = await create()
    for (const users of [[person.id], [person.id, person.id]]) {
      const { status, text } = await operator.send('POST', `roles/${id}/users`, { users })
      expect([status, text]).toEqual([200, ''])
    }
    expect((await operator.get(`roles/${id}/users`)).rows).toMatchObject([{ email: person.email }])
  })
  it.each<[string, object]>([
    ['nothing', {}],
    ['an empty list', { users: [] }],
    ['a number', { users: [7] }],
    ['an unknown property', { users: ['auth0|x'], role: 'x' }],
  ])('400: %s', async (_, body) => {
    expect((await refused('POST', `roles/${await create()}/users`, body)).status).toBe(400)
  })
  it('400: the role that every user has', async () => {
    const id = api.tenant.role('Everyone')
    expect((await refused('POST', `roles/${id}/users`, { users: [person.id] })).status).toBe(400)
  })
  it('404: an unknown role, an organization’s own, and one user of several', async () => {
    for (const id of ['rol_unknown', own]) {
      const { json } = await refused('POST', `roles/${id}/users`, { users: [person.id] })
      expect(json).toMatchObject(inexistentRole)
    }
    const body = { users: [person.id, 'auth0|unknown'] }
    const { json } = await refused('POST', `roles/${await create()}/users`, body)
    expect(json).toMatchObject({ message: 'The user does not exist.', errorCode: 'inexistent_user' })
  })
  it('409: the 51st role of a user, and then none of the others has it', async () => {
    const full = await api.tenant.createUser()
    const other = await api.tenant.createUser()
    const ids = Array.from({ length: 50 }, () => newId('role'))
    await api.tenant.write(async (tx) => {
      await tx.role.createMany({ data: ids.map((id) => ({ id, name: id })) })
      await tx.userRole.createMany({ data: ids.map((roleId) => ({ userId: full.id, roleId })) })
    })
    const body = { users: [other.id, full.id] }
    expect((await refused('POST', `roles/${await create()}/users`, body)).status).toBe(409)
  })
})
