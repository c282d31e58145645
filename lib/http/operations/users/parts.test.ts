import { beforeAll, describe, expect, it } from 'vitest'
import type { Permission } from '@/lib/access'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { setUpApp } from '@/test/fixtures/authenticators'
import { createTestTenant, type TestUser } from '@/test/fixtures/tenant'

let api: Api
let operator: ApiCaller
let stranger: TestUser

const scopes: Permission[] = [
  ...(['read:users', 'read:organizations', 'read:user_effective_roles'] as const),
  ...(['read:user_effective_permissions', 'read:user_permission_source_roles', 'update:users'] as const),
]

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine(scopes)
  stranger = await (await createTestTenant()).createUser()
})

function get({ id }: { id: string }, part: string) {
  return operator.get(`users/${encodeURIComponent(id)}/${part}`)
}

function portal(): string {
  return `resource_server_identifier=${encodeURIComponent(`${api.openid.tenant.url}/api/v2/`)}`
}

async function expectNobody(part: string): Promise<void> {
  for (const id of ['auth0|nobody', stranger.id])
    expect((await get({ id }, part)).json).toMatchObject({ statusCode: 404, errorCode: 'inexistent_user' })
}

async function give(person: TestUser, role: string): Promise<void> {
  const roleId = api.tenant.role(role)
  await api.tenant.write((tx) => tx.userRole.create({ data: { userId: person.id, roleId } }))
}

async function giveDirectly(person: TestUser, name: string): Promise<void> {
  await api.tenant.write(async (tx) => {
    const { id: apiId } = await tx.api.findFirstOrThrow({ where: { isPortal: true } })
    await tx.userPermission.create({ data: { userId: person.id, apiId, name } })
  })
}

function namesIn(list: unknown, key: string): unknown[] {
  return Array.isArray(list) ? list.map((row: Record<string, unknown>) => row[key]) : []
}

describe('GET /users/{id}/organizations', () => {
  it('200: all of the user’s organizations, with exact totals, by page and from checkpoints', async () => {
    const person = await api.tenant.createUser()
    for (const slug of ['b-place', 'a-place', 'c-place']) {
      const organization = await api.tenant.createOrganization({ slug, owner: person })
      if (slug === 'c-place')
        await api.tenant.write((tx) =>
          tx.organization.updateMany({ where: { id: organization.id }, data: { deletedAt: new Date() } }),
        )
    }
    await api.tenant.createOrganization({ owner: await api.tenant.createUser() })
    expect(namesIn((await get(person, 'organizations')).rows, 'name')).toEqual(['a-place', 'b-place'])
    const { json } = await get(person, 'organizations?include_totals=true&per_page=1&page=1')
    expect(json).toMatchObject({ start: 1, limit: 1, total: 2, organizations: [{ name: 'b-place' }] })
    const first = (await get(person, 'organizations?take=1')).json
    expect(namesIn(first['organizations'], 'name')).toEqual(['a-place'])
    const { json: second } = await get(person, `organizations?take=1&from=${String(first['next'])}`)
    expect(namesIn(second['organizations'], 'name')).toEqual(['b-place'])
    expect(second).not.toHaveProperty('next')
  })

  it('404: for an unknown user', () => expectNobody('organizations'))
})

describe('GET /users/{id}/effective-roles', () => {
  it('200: assigned roles and the roles that every user has, from checkpoints', async () => {
    const person = await api.tenant.createUser()
    await give(person, 'Support')
    const { json } = await get(person, 'effective-roles')
    expect(json['roles']).toHaveLength(2)
    expect(json['roles']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'Support', sources: ['direct'] }),
        expect.objectContaining({ name: 'Everyone', sources: ['groups'] }),
      ]),
    )
    const { json: first } = await get(person, 'effective-roles?take=1')
    const { json: second } = await get(person, `effective-roles?take=1&from=${String(first['next'])}`)
    expect([...namesIn(first['roles'], 'id'), ...namesIn(second['roles'], 'id')]).toEqual(
      namesIn(json['roles'], 'id'),
    )
    expect(second).not.toHaveProperty('next')
  })

  it('200: no roles for a blocked or an unverified user', async () => {
    const blocked = await api.tenant.createUser()
    const unverified = await api.tenant.createUser({ isVerified: false })
    await api.tenant.write((tx) => tx.user.updateMany({ where: { id: blocked.id }, data: { blocked: true } }))
    expect((await get(blocked, 'effective-roles')).json).toEqual({ roles: [] })
    expect((await get(unverified, 'effective-roles')).json).toEqual({ roles: [] })
  })

  it('404: for an unknown user', () => expectNobody('effective-roles'))
})

describe('GET /users/{id}/effective-permissions', () => {
  it('200: permissions from roles and direct ones, from checkpoints', async () => {
    const person = await api.tenant.createUser()
    await giveDirectly(person, 'create:organizations')
    await giveDirectly(person, 'read:logs')
    const { json } = await get(person, `effective-permissions?${portal()}`)
    expect(json['permissions']).toMatchObject([
      { permission_name: 'create:organizations', sources: ['direct', 'roles'] },
      { permission_name: 'read:logs', sources: ['direct'] },
    ])
    const { json: first } = await get(person, `effective-permissions?take=1&${portal()}`)
    expect(first['next']).toBe('create:organizations')
    const rest = `effective-permissions?from=${String(first['next'])}&${portal()}`
    expect(namesIn((await get(person, rest)).json['permissions'], 'permission_name')).toEqual(['read:logs'])
  })

  it('400: without an API', async () => {
    const { status, json } = await get(await api.tenant.createUser(), 'effective-permissions')
    expect([status, json['errorCode']]).toEqual([400, 'invalid_query_string'])
  })

  it('404: for an unknown user and for an unknown API', async () => {
    await expectNobody(`effective-permissions?${portal()}`)
    const path = 'effective-permissions?resource_server_identifier=nowhere'
    const { json } = await get(await api.tenant.createUser(), path)
    expect(json).toMatchObject({ statusCode: 404, errorCode: 'inexistent_resource_server' })
  })
})

describe('GET /users/{id}/effective-permissions/sources/effective-roles', () => {
  const path = 'effective-permissions/sources/effective-roles'

  it('200: the roles with the permission, none if it was assigned directly', async () => {
    const person = await api.tenant.createUser()
    await give(person, 'Operator')
    await giveDirectly(person, 'read:logs')
    const { json } = await get(person, `${path}?permission_name=create:organizations&${portal()}`)
    expect(json['roles']).toHaveLength(2)
    expect(json['roles']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'Operator', sources: ['direct'] }),
        expect.objectContaining({ name: 'Everyone', sources: ['groups'] }),
      ]),
    )
    const none = await get(await api.tenant.createUser(), `${path}?permission_name=read:logs&${portal()}`)
    expect(none.json).toEqual({ roles: [] })
  })

  it('400: without a permission', async () => {
    expect((await get(await api.tenant.createUser(), `${path}?${portal()}`)).status).toBe(400)
  })

  it('404: for an unknown user and for an unknown API', async () => {
    await expectNobody(`${path}?permission_name=read:logs&${portal()}`)
    const query = 'permission_name=read:logs&resource_server_identifier=nowhere'
    const { json } = await get(await api.tenant.createUser(), `${path}?${query}`)
    expect(json['errorCode']).toBe('inexistent_resource_server')
  })
})

describe('GET /users/{id}/enrollments', () => {
  it('200: none, then the user’s passkeys and authenticator app', async () => {
    const person = await api.tenant.createUser()
    expect((await get(person, 'enrollments')).text).toBe('[]')
    await api.tenant.write((tx) =>
      tx.passkey.create({
        data: {
          id: newId('passkey'),
          userId: person.id,
          credentialId: person.id,
          name: 'Laptop',
          publicKey: new Uint8Array([1]),
          transports: ['internal'],
        },
      }),
    )
    await setUpApp(person)
    expect((await get(person, 'enrollments')).rows).toMatchObject([
      { status: 'confirmed', type: 'webauthn-platform', name: 'Laptop' },
      { status: 'confirmed', type: 'authenticator', name: 'Authenticator app' },
    ])
    expect((await get(person, 'enrollments')).text).not.toContain(person.id)
  })

  it('404: for an unknown user', () => expectNobody('enrollments'))
})

describe('DELETE /users/{id}/authenticators', () => {
  it('204: the app is removed, and no longer enrolled', async () => {
    const person = await api.tenant.createUser()
    await setUpApp(person)
    const path = `users/${encodeURIComponent(person.id)}/authenticators`
    expect((await operator.send('DELETE', path)).status).toBe(204)
    expect((await get(person, 'enrollments')).text).toBe('[]')
  })

  it('404: for an unknown user', async () => {
    expect((await operator.send('DELETE', 'users/auth0%7Cnobody/authenticators')).status).toBe(404)
  })
})
