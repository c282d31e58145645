import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person } from '@/test/house'
import { eventsOf, operatorOf, portalOf, refusal } from '@/test/tenant-level'
import { changeApi } from './change-api'
import { closePermissions } from './close-permissions'
import { createApi, type NewApi } from './create-api'
import { deleteApi } from './delete-api'
import { getApi } from './get-api'
import { listApis } from './list-apis'
import { openPermissions } from './open-permissions'

let house: House
let operator: Person
let portal: string
let made = 0

beforeAll(async () => {
  house = await makeHouse()
  operator = await operatorOf(house)
  portal = await portalOf(house)
})

async function create(input: Partial<NewApi> = {}) {
  const identifier = `https://api-${++made}.house.test`
  const access = await house.tenantAccess(operator, 'create:resource_servers')
  return createApi(access, { identifier, name: 'Documents', permissions: documents, ...input })
}
const changing = () => house.tenantAccess(operator, 'update:resource_servers')
const deleting = () => house.tenantAccess(operator, 'delete:resource_servers')
const reading = () => house.tenantAccess(operator, 'read:resource_servers')

const documents = [
  { name: 'read:documents', description: 'Read documents' },
  { name: 'write:documents', description: 'Write documents' },
]

/** A role, a user, a grant and a template role that have both permissions. */
async function giveAround(apiId: string) {
  const ids = {
    role: newId('role'),
    client: newId('client'),
    grant: newId('clientGrant'),
    template: newId('templateRole'),
  }
  const person = await house.person()
  await house.arrange(async (tx) => {
    await tx.role.create({ data: { id: ids.role, name: ids.role } })
    await tx.templateRole.create({ data: { id: ids.template, name: ids.template } })
    await tx.client.create({
      data: {
        ...{ id: ids.client, name: 'Robot', appType: 'non_interactive', tokenEndpointAuthMethod: 'none' },
        ...{ grantTypes: ['client_credentials'], redirectUris: [], logoutUrls: [] },
      },
    })
    const scope = ['write:documents', 'read:documents']
    await tx.clientGrant.create({ data: { id: ids.grant, clientId: ids.client, apiId, scope } })
    for (const { name } of documents) {
      await tx.rolePermission.create({ data: { roleId: ids.role, usableIn: '*', apiId, name } })
      await tx.userPermission.create({ data: { userId: person.id, apiId, name } })
      await tx.templateRolePermission.create({ data: { templateRoleId: ids.template, apiId, name } })
    }
  })
  return { ...ids, person }
}

function holdings(apiId: string) {
  const where = { tenantId: house.tenantId, apiId }
  return house.look(async (tx) => ({
    roles: (await tx.rolePermission.findMany({ where })).map(({ name }) => name),
    users: (await tx.userPermission.findMany({ where })).map(({ name }) => name),
    template: (await tx.templateRolePermission.findMany({ where })).map(({ name }) => name),
    grants: (await tx.clientGrant.findMany({ where })).map(({ scope }) => scope),
  }))
}

describe('a new API', () => {
  it('has what was said, the rest by default, and its permissions closed', async () => {
    const api = await create({ identifier: 'https://new.house.test/v1?x=1', tokenLifetime: 0 })
    expect(api).toMatchObject({
      ...{ identifier: 'https://new.house.test/v1?x=1', name: 'Documents', isPortal: false },
      ...{ enforcePolicies: false, tokenDialect: 'access_token', tokenLifetime: 0 },
      permissions: documents.map((permission) => ({ ...permission, openToOrganizations: false })),
    })
    const events = await eventsOf(house, 'api.created')
    expect(events.at(-1)).toMatchObject({
      actorId: operator.id,
      targetId: api.id,
      organizationId: null,
      details: { after: { identifier: api.identifier, permissions: ['read:documents', 'write:documents'] } },
    })
  })

  it.each<[string, Partial<NewApi>]>([
    ['no identifier', { identifier: '' }],
    ['an identifier with a space', { identifier: 'https://a b' }],
    ['an identifier of 601 characters', { identifier: 'a'.repeat(601) }],
    ['a name with brackets', { name: 'Docs <b>' }],
    ['a name of 201 characters', { name: 'a'.repeat(201) }],
    ['a permission with a space', { permissions: [{ name: 'read documents', description: '' }] }],
    ['a permission without a name', { permissions: [{ name: '', description: '' }] }],
    ['a permission of 281 characters', { permissions: [{ name: 'a'.repeat(281), description: '' }] }],
    ['a permission twice', { permissions: [...documents, ...documents] }],
    ['1,001 permissions', { permissions: many(1001) }],
    ['a lifetime below nothing', { tokenLifetime: -1 }],
    ['a lifetime beyond 30 days', { tokenLifetime: 2_592_001 }],
    ['half a second', { tokenLifetime: 0.5 }],
    ['a dialect of its own', { tokenDialect: 'jwt' }],
  ])('is refused with %s', async (_, input) => {
    const before = await house.look((tx) => tx.api.count({ where: { tenantId: house.tenantId } }))
    expect(await refusal(create(input))).toBe('invalid')
    expect(await house.look((tx) => tx.api.count({ where: { tenantId: house.tenantId } }))).toBe(before)
  })

  it('may go to every limit', async () => {
    const api = await create({
      identifier: 'i'.repeat(600),
      name: 'n'.repeat(200),
      permissions: many(1000),
      tokenLifetime: 2_592_000,
    })
    expect(api.permissions).toHaveLength(1000)
  })

  it('is made once under an identifier, even at the same moment', async () => {
    const identifier = 'https://twice.house.test'
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => create({ identifier }).catch((error: unknown) => error)),
    )
    const refused = outcomes.filter((outcome) => outcome instanceof Error)
    expect(refused).toMatchObject([
      { code: 'conflict', field: 'identifier' },
      { code: 'conflict', field: 'identifier' },
    ])
  })
})

function many(count: number) {
  return Array.from({ length: count }, (_, index) => ({ name: `do:thing-${index}`, description: '' }))
}

describe('a change of an API', () => {
  it('touches what it names, and says before and after', async () => {
    const { id } = await create()
    const changed = await changeApi(await changing(), {
      id,
      name: 'Papers',
      enforcePolicies: true,
      tokenLifetime: 600,
    })
    expect(changed).toMatchObject({ name: 'Papers', enforcePolicies: true, tokenDialect: 'access_token' })
    expect(changed.permissions).toHaveLength(2)
    expect((await eventsOf(house, 'api.changed')).at(-1)?.details).toEqual({
      before: { name: 'Documents', enforcePolicies: false },
      after: { name: 'Papers', enforcePolicies: true },
    })
  })

  it('leaves no event when it changes nothing', async () => {
    const { id } = await create()
    const before = (await eventsOf(house, 'api.changed')).length
    await changeApi(await changing(), { id, name: 'Documents', permissions: documents })
    expect(await eventsOf(house, 'api.changed')).toHaveLength(before)
  })

  it('replaces all permissions: one left out is taken from roles, users, machines and the template', async () => {
    const { id } = await create()
    const { role } = await giveAround(id)
    const was = await house.look((tx) => tx.role.findFirstOrThrow({ where: { id: role } }))
    await openPermissions(await changing(), { apiId: id, names: ['read:documents'] })
    const permissions = [
      { name: 'read:documents', description: 'See documents' },
      { name: 'burn:documents', description: '' },
    ]
    const changed = await changeApi(await changing(), { id, permissions })
    expect(changed.permissions).toEqual([
      { name: 'burn:documents', description: '', openToOrganizations: false },
      { name: 'read:documents', description: 'See documents', openToOrganizations: true },
    ])
    const kept = ['read:documents']
    expect(await holdings(id)).toEqual({ roles: kept, users: kept, template: kept, grants: [kept] })
    expect((await eventsOf(house, 'api.changed')).at(-1)?.details).toEqual({
      ...{ before: {}, after: {}, added: ['burn:documents'], described: 1, removed: ['write:documents'] },
      ...{ roles: 1, users: 1, grants: 1 },
    })
    const is = await house.look((tx) => tx.role.findFirstOrThrow({ where: { id: role } }))
    expect(is.updatedAt.getTime()).toBeGreaterThan(was.updatedAt.getTime())
  })

  it('gives nobody a permission that is made again under an old name', async () => {
    const { id } = await create()
    await giveAround(id)
    await changeApi(await changing(), { id, permissions: [] })
    await changeApi(await changing(), { id, permissions: documents })
    expect(await holdings(id)).toEqual({ roles: [], users: [], template: [], grants: [[]] })
  })

  it('of the Management API reaches its token lifetime only', async () => {
    const access = await changing()
    const api = await getApi(await reading(), portal)
    for (const change of [
      { name: 'Mine' },
      { enforcePolicies: false },
      { tokenDialect: 'access_token' },
      { permissions: [] },
      { permissions: [...api.permissions, { name: 'admin:everything', description: '' }] },
    ])
      expect(await refusal(changeApi(access, { id: portal, tokenLifetime: 60, ...change }))).toBe('invalid')
    expect(await getApi(await reading(), portal)).toEqual(api)
    const { name, permissions } = api
    const changed = await changeApi(access, { id: portal, name, permissions, tokenLifetime: 60 })
    expect(changed).toEqual({ ...api, tokenLifetime: 60 })
  })
})

describe('deleting an API', () => {
  it('takes its permissions from everybody and says from how many', async () => {
    const { id, name } = await create()
    await giveAround(id)
    expect(await deleteApi(await deleting(), id)).toEqual({ name, lost: { roles: 1, users: 1, grants: 1 } })
    expect(await holdings(id)).toEqual({ roles: [], users: [], template: [], grants: [] })
    expect(await refusal(getApi(await reading(), id))).toBe('not_found')
    expect((await eventsOf(house, 'api.deleted')).at(-1)?.details).toMatchObject({
      roles: 1,
      users: 1,
      grants: 1,
    })
  })

  it('is refused for the Management API', async () => {
    expect(await refusal(deleteApi(await deleting(), portal))).toBe('invalid')
    expect(await getApi(await reading(), portal)).toMatchObject({ isPortal: true })
  })
})

describe('opening permissions to organizations', () => {
  it('moves those that were closed, closing those that were open, each with an event', async () => {
    const { id: apiId } = await create()
    const names = ['read:documents', 'write:documents']
    expect(await openPermissions(await changing(), { apiId, names: ['read:documents'] })).toEqual([
      'read:documents',
    ])
    expect(await openPermissions(await changing(), { apiId, names })).toEqual(['write:documents'])
    expect(await closePermissions(await changing(), { apiId, names: ['read:documents'] })).toEqual([
      'read:documents',
    ])
    expect(await closePermissions(await changing(), { apiId, names: ['read:documents'] })).toEqual([])
    const { permissions } = await getApi(await reading(), apiId)
    expect(permissions.map(({ openToOrganizations }) => openToOrganizations)).toEqual([false, true])
    expect((await eventsOf(house, 'api.permissions_opened')).slice(-2).map(({ details }) => details)).toEqual(
      [{ permissions: ['read:documents'] }, { permissions: ['write:documents'] }],
    )
    expect((await eventsOf(house, 'api.permissions_closed')).at(-1)?.details).toEqual({
      permissions: ['read:documents'],
    })
  })

  it('is refused for the Management API and for a permission that is unknown', async () => {
    const { id: apiId } = await create()
    const access = await changing()
    expect(await refusal(openPermissions(access, { apiId: portal, names: ['read:users'] }))).toBe('invalid')
    const closing = closePermissions(access, { apiId: portal, names: ['update:organizations'] })
    expect(await refusal(closing)).toBe('invalid')
    expect(await refusal(openPermissions(access, { apiId, names: ['read:documents', 'read:minds'] }))).toBe(
      'not_found',
    )
    expect((await getApi(await reading(), apiId)).permissions.some((one) => one.openToOrganizations)).toBe(
      false,
    )
  })
})

describe('the list of APIs', () => {
  it('is found by offset with the tenant’s own first, and by id page after page', async () => {
    const home = await makeHouse()
    const someone = await operatorOf(home)
    const access = await home.tenantAccess(someone, 'create:resource_servers', 'read:resource_servers')
    for (const name of ['Cellar', 'Attic', 'Bathroom']) await createApi(access, { identifier: name, name })
    const first = await listApis(access, { skip: 0, take: 2 })
    expect(first.rows.map(({ name }) => name)).toEqual(['Management API', 'Attic'])
    expect(first).toMatchObject({ total: 4, next: null })
    const second = await listApis(access, { skip: 2, take: 2 })
    expect(second.rows.map(({ name }) => name)).toEqual(['Bathroom', 'Cellar'])
    expect(await listApis(access, { skip: 4, take: 2 })).toEqual({ rows: [], total: 4, next: null })

    const seen: string[] = []
    let after: string | null = null
    do {
      const { rows, next, total }: Awaited<ReturnType<typeof listApis>> = await listApis(access, {
        after,
        take: 3,
      })
      expect(total).toBe(4)
      seen.push(...rows.map(({ name }) => name))
      after = next
    } while (after !== null)
    expect(seen.sort()).toEqual(['Attic', 'Bathroom', 'Cellar', 'Management API'])
  })

  it('finds one by id and by identifier', async () => {
    const api = await create()
    expect(await getApi(await reading(), api.id)).toEqual(api)
    expect(await getApi(await reading(), api.identifier)).toEqual(api)
    expect(await refusal(getApi(await reading(), 'https://nowhere.test'))).toBe('not_found')
  })
})
