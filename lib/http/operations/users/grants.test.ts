import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { sendInVain, type Request } from '@/test/expect-refusals'
import { tenantRows } from '@/test/fixtures/operator'

let api: Api
let operator: ApiCaller
let stranger: TestUser
let portal: string

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine(['read:users', 'update:users'])
  stranger = await (await createTestTenant()).createUser()
  portal = `${api.openid.tenant.url}/api/v2/`
})

function pathOf({ id }: { id: string }, part: string): string {
  return `users/${encodeURIComponent(id)}/${part}`
}

function permission(name: string, identifier = portal) {
  return { resource_server_identifier: identifier, permission_name: name }
}

async function rows(path: string): Promise<Record<string, unknown>[]> {
  const answer = await operator.get(path)
  expect(answer.status).toBe(200)
  return answer.rows
}

function refused(...request: Request) {
  return sendInVain(operator, request, () => tenantRows(api.tenant))
}

async function expectNobody(method: string, part: string, body?: object): Promise<void> {
  for (const id of ['auth0|nobody', stranger.id]) {
    const { json } = await refused(method, pathOf({ id }, part), body)
    expect(json).toMatchObject({ statusCode: 404, errorCode: 'inexistent_user' })
  }
}

const wrongRoles: [string, object][] = [
  ['nothing', {}],
  ['an empty list', { roles: [] }],
  ['more than 50', { roles: Array.from({ length: 51 }, (_, index) => `rol_${index}`) }],
  ['a number', { roles: [1] }],
  ['an unknown property', { roles: ['rol_1'], users: [] }],
]

describe('POST /users/{id}/roles', () => {
  it('204: assigns the roles, once', async () => {
    const person = await api.tenant.createUser()
    const body = { roles: [api.tenant.role('Support'), api.tenant.role('Viewer')] }
    const give = () => operator.send('POST', pathOf(person, 'roles'), body)
    for (let time = 1; time <= 2; time++) expect(await give()).toMatchObject({ status: 204, text: '' })
    expect((await rows(pathOf(person, 'roles'))).map(({ name }) => name)).toEqual(['Support', 'Viewer'])
  })

  it.each(wrongRoles)('400: %s', async (_, body) => {
    const person = await api.tenant.createUser()
    expect((await refused('POST', pathOf(person, 'roles'), body)).status).toBe(400)
  })

  it('400: the role that every user has', async () => {
    const person = await api.tenant.createUser()
    const body = { roles: [api.tenant.role('Everyone')] }
    expect((await refused('POST', pathOf(person, 'roles'), body)).status).toBe(400)
  })

  it('404: an unknown user, and a role that is unknown or an organization’s own', async () => {
    await expectNobody('POST', 'roles', { roles: [api.tenant.role('Viewer')] })
    const person = await api.tenant.createUser()
    const { id: organizationId } = await api.tenant.createOrganization()
    const own = newId('role')
    await api.tenant.write((tx) => tx.role.create({ data: { id: own, name: 'Own', organizationId } }))
    for (const id of ['rol_unknown', own]) {
      const body = { roles: [api.tenant.role('Viewer'), id] }
      const { json } = await refused('POST', pathOf(person, 'roles'), body)
      expect(json).toMatchObject({ statusCode: 404, errorCode: 'inexistent_role' })
    }
  })

  it('409: a 51st role', async () => {
    const person = await api.tenant.createUser()
    const ids = Array.from({ length: 50 }, () => newId('role'))
    await api.tenant.write(async (tx) => {
      await tx.role.createMany({ data: ids.map((id) => ({ id, name: id })) })
      await tx.userRole.createMany({ data: ids.map((roleId) => ({ userId: person.id, roleId })) })
    })
    const body = { roles: [api.tenant.role('Viewer')] }
    expect((await refused('POST', pathOf(person, 'roles'), body)).status).toBe(409)
  })
})

describe('GET /users/{id}/roles', () => {
  it('200: by page, with totals', async () => {
    const person = await api.tenant.createUser()
    const roles = ['Operator', 'Support', 'Viewer'].map((name) => api.tenant.role(name))
    await operator.send('POST', pathOf(person, 'roles'), { roles })
    const { json } = await operator.get(pathOf(person, 'roles?per_page=2&page=1&include_totals=true'))
    expect(json).toMatchObject({ start: 2, limit: 2, total: 3, roles: [{ name: 'Viewer' }] })
  })

  it('404: for an unknown user', () => expectNobody('GET', 'roles'))
})

describe('DELETE /users/{id}/roles', () => {
  it('204: removes the roles, ignoring those the user does not have', async () => {
    const person = await api.tenant.createUser()
    const [support, viewer] = [api.tenant.role('Support'), api.tenant.role('Viewer')]
    await operator.send('POST', pathOf(person, 'roles'), { roles: [support] })
    const { status } = await operator.send('DELETE', pathOf(person, 'roles'), { roles: [support, viewer] })
    expect(status).toBe(204)
    expect(await rows(pathOf(person, 'roles'))).toEqual([])
  })

  it.each(wrongRoles)('400: %s', async (_, body) => {
    const person = await api.tenant.createUser()
    expect((await refused('DELETE', pathOf(person, 'roles'), body)).status).toBe(400)
  })

  it('404: an unknown user, and an unknown role', async () => {
    await expectNobody('DELETE', 'roles', { roles: [api.tenant.role('Viewer')] })
    const person = await api.tenant.createUser()
    const { json } = await refused('DELETE', pathOf(person, 'roles'), { roles: ['rol_unknown'] })
    expect(json).toMatchObject({ statusCode: 404, errorCode: 'inexistent_role' })
  })
})

const wrongPermissions: [string, object][] = [
  ['nothing', {}],
  ['an empty list', { permissions: [] }],
  ['a name alone', { permissions: ['read:users'] }],
  ['no API', { permissions: [{ permission_name: 'read:users' }] }],
  ['an unknown property', { permissions: [{ ...permission('read:users', 'x'), sources: [] }] }],
]

describe('POST /users/{id}/permissions', () => {
  it('201: assigns permissions of several APIs', async () => {
    const person = await api.tenant.createUser()
    const permissions = [permission('read:users'), permission('read:rooms', api.openid.audience)]
    const { status, json } = await operator.send('POST', pathOf(person, 'permissions'), { permissions })
    expect([status, json]).toEqual([201, {}])
    expect(await rows(pathOf(person, 'permissions'))).toMatchObject(permissions)
  })

  it.each(wrongPermissions)('400: %s', async (_, body) => {
    const person = await api.tenant.createUser()
    expect((await refused('POST', pathOf(person, 'permissions'), body)).status).toBe(400)
  })

  it('404: for an unknown user and for an unknown permission', async () => {
    await expectNobody('POST', 'permissions', { permissions: [permission('read:users')] })
    const person = await api.tenant.createUser()
    for (const unknown of [permission('read:minds'), permission('read:users', 'https://else.test')]) {
      const body = { permissions: [permission('read:users'), unknown] }
      expect((await refused('POST', pathOf(person, 'permissions'), body)).status).toBe(404)
    }
  })
})

describe('POST /users/{id}/permissions', () => {
  it('409: more than 1,000 permissions for one user', async () => {
    const { id: userId } = await api.tenant.createUser()
    const apiId = newId('resourceServer')
    const names = Array.from({ length: 1000 }, (_, index) => ({ apiId, name: `do:${index}` }))
    await api.tenant.write(async (tx) => {
      await tx.api.create({ data: { id: apiId, identifier: apiId, name: 'Large' } })
      await tx.permission.createMany({ data: names })
      await tx.userPermission.createMany({ data: names.map((one) => ({ ...one, userId })) })
    })
    const body = { permissions: [permission('read:users')] }
    expect((await refused('POST', pathOf({ id: userId }, 'permissions'), body)).status).toBe(409)
  })
})

describe('GET /users/{id}/permissions', () => {
  it('200: by page, with totals', async () => {
    const person = await api.tenant.createUser()
    const permissions = [permission('read:users'), permission('read:rooms', api.openid.audience)]
    await operator.send('POST', pathOf(person, 'permissions'), { permissions })
    const { json } = await operator.get(pathOf(person, 'permissions?per_page=1&page=1&include_totals=true'))
    expect(json).toMatchObject({ start: 1, limit: 1, total: 2, permissions: [permissions[1]] })
  })

  it('404: for an unknown user', () => expectNobody('GET', 'permissions'))
})

describe('DELETE /users/{id}/permissions', () => {
  it('204: removes the permission', async () => {
    const person = await api.tenant.createUser()
    const [one, two] = [permission('read:users'), permission('read:rooms', api.openid.audience)]
    await operator.send('POST', pathOf(person, 'permissions'), { permissions: [one, two] })
    const { status } = await operator.send('DELETE', pathOf(person, 'permissions'), { permissions: [one] })
    expect(status).toBe(204)
    expect(await rows(pathOf(person, 'permissions'))).toMatchObject([two])
  })

  it.each(wrongPermissions)('400: %s', async (_, body) => {
    const person = await api.tenant.createUser()
    expect((await refused('DELETE', pathOf(person, 'permissions'), body)).status).toBe(400)
  })

  it('404: for an unknown user and for an unknown permission', async () => {
    await expectNobody('DELETE', 'permissions', { permissions: [permission('read:users')] })
    const person = await api.tenant.createUser()
    const body = { permissions: [permission('read:minds')] }
    expect((await refused('DELETE', pathOf(person, 'permissions'), body)).status).toBe(404)
  })
})
