import { describe, expect, it } from 'vitest'
import { createTestTenant } from '@/test/fixtures/tenant'
import { documents, startResourceServersApi } from '@/test/fixtures/resource-servers-api'
import { eventsOf, createOperator, refusal } from '@/test/fixtures/operator'
import { createApi, type NewApi } from './create-api'
import { getApi, listApis } from './queries'

const { tenant, operator, create, reading } = await startResourceServersApi()

describe('a new API', () => {
  it('has the given settings, initial values for the others, and closed permissions', async () => {
    const api = await create({ identifier: 'https://new.tenant.test/v1?x=1', tokenLifetime: 0 })
    expect(api).toMatchObject({
      identifier: 'https://new.tenant.test/v1?x=1',
      name: 'Documents',
      isPortal: false,
      enforcePolicies: false,
      tokenDialect: 'access_token',
      tokenLifetime: 0,
      permissions: documents.map((permission) => ({ ...permission, openToOrganizations: false })),
    })
    const events = await eventsOf(tenant, 'api.created')
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
    ['a negative lifetime', { tokenLifetime: -1 }],
    ['a lifetime beyond 30 days', { tokenLifetime: 2_592_001 }],
    ['a fraction of a second', { tokenLifetime: 0.5 }],
    ['an unknown dialect', { tokenDialect: 'jwt' }],
  ])('is refused with %s', async (_, input) => {
    const before = await tenant.read((tx) => tx.api.count({ where: { tenantId: tenant.tenantId } }))
    expect(await refusal(create(input))).toBe('invalid')
    expect(await tenant.read((tx) => tx.api.count({ where: { tenantId: tenant.tenantId } }))).toBe(before)
  })

  it('accepts the maximum of every setting', async () => {
    const api = await create({
      identifier: 'i'.repeat(600),
      name: 'n'.repeat(200),
      permissions: many(1000),
      tokenLifetime: 2_592_000,
    })
    expect(api.permissions).toHaveLength(1000)
  })

  it('is created once per identifier, also by parallel requests', async () => {
    const identifier = 'https://twice.tenant.test'
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

describe('the list of APIs', () => {
  it('has offset pages with the tenant’s own API first, and checkpoint pages by id without a count', async () => {
    const home = await createTestTenant()
    const someone = await createOperator(home)
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
      expect(total).toBe(0)
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
