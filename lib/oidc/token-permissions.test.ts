import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { askForToken, claimsOf, enter, introspect, makeRealm, refresh, type Realm } from '@/test/openid'

const dialects = ['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz']
const defined = ['burn:rooms', 'paint:rooms', 'read:rooms']
/** The last one is not a permission of the API. */
const scope = `openid offline_access ${defined.join(' ')} sell:rooms`

let house: House
let realm: Realm
let place: Place
let person: Person
let apiId: string
let readers: string

beforeAll(async () => {
  house = await makeHouse()
  realm = await makeRealm(house)
  place = await house.organization()
  person = await house.person()
  apiId = (await house.look((tx) => tx.api.findFirstOrThrow({ where: { identifier: realm.audience } }))).id
  await house.arrange((tx) =>
    tx.permission.createMany({ data: ['burn:rooms', 'paint:rooms'].map((name) => ({ apiId, name })) }),
  )
  readers = await role('Reader', 'read:rooms')
  await house.member(place, person, ['Reader'])
  const roleId = await role('Painter', 'paint:rooms')
  await house.arrange((tx) => tx.userRole.create({ data: { userId: person.id, roleId } }))
})
afterAll(disconnect)

async function role(name: string, permission: string): Promise<string> {
  const id = newId('role')
  await house.arrange(async (tx) => {
    await tx.role.create({ data: { id, name } })
    await tx.rolePermission.create({ data: { roleId: id, usableIn: '*', apiId, name: permission } })
  })
  return id
}

function change(api: { tokenDialect?: string; enforcePolicies?: boolean; tokenLifetime?: number }) {
  return house.arrange((tx) => tx.api.updateMany({ where: { id: apiId }, data: api }))
}

function inherit(on: boolean) {
  const data = { inheritGlobalPermissionsInOrganizations: on }
  return house.arrange((tx) => tx.tenant.updateMany({ where: { id: house.tenantId }, data }))
}

async function tokensIn(where: Place | null) {
  const asks = { audience: realm.audience, scope }
  const redeem = await enter(realm, person, where === null ? { asks } : { place: where, asks })
  return redeem()
}

const cases = dialects.flatMap((dialect) =>
  [true, false].flatMap((rbac) => [true, false].map((inherits) => ({ dialect, rbac, inherits }))),
)

describe.each(cases)('$dialect, RBAC $rbac, inheritance $inherits', ({ dialect, rbac, inherits }) => {
  beforeAll(async () => {
    await change({ tokenDialect: dialect, enforcePolicies: rbac })
    await inherit(inherits)
  })

  it.each([
    { where: 'in the organization', held: inherits ? ['paint:rooms', 'read:rooms'] : ['read:rooms'] },
    { where: 'outside', held: ['paint:rooms'] },
  ])('$where a token carries the user’s permissions, and the allowed requested scopes', async (expected) => {
    const { where, held } = expected
    const at = where === 'outside' ? null : place
    const first = await tokensIn(at)
    const again = await refresh(realm, first.refresh_token)
    for (const { access_token: token } of [first, again]) {
      const { permissions, scope: printed, org_id: organization } = claimsOf(token)
      expect(organization).toBe(at?.id)
      expect(permissions).toEqual(dialect.endsWith('_authz') ? held : undefined)
      expect(String(printed).split(' ').sort()).toEqual(rbac ? held : defined)
      expect(await introspect(realm, token)).toMatchObject({ active: true, scope: printed })
    }
  })
})

describe('introspection', () => {
  beforeAll(() => change({ tokenDialect: 'access_token_authz', enforcePolicies: true }))

  it('removes a permission at once when a role loses it, and adds none that the token lacks', async () => {
    const { access_token: token } = await tokensIn(place)
    expect(await introspect(realm, token)).toMatchObject({ scope: 'read:rooms', permissions: ['read:rooms'] })
    const row = { roleId: readers, usableIn: '*', apiId }
    await house.arrange((tx) => tx.rolePermission.create({ data: { ...row, name: 'burn:rooms' } }))
    expect(await introspect(realm, token)).toMatchObject({ permissions: ['read:rooms'] })
    await house.arrange((tx) => tx.rolePermission.deleteMany({ where: { ...row, name: 'read:rooms' } }))
    const left = await introspect(realm, token)
    expect(left).toMatchObject({ active: true, org_id: place.id, permissions: [] })
    expect(left['scope']).toBeUndefined()
    await house.arrange((tx) => tx.rolePermission.create({ data: { ...row, name: 'read:rooms' } }))
    await house.arrange((tx) => tx.rolePermission.deleteMany({ where: { ...row, name: 'burn:rooms' } }))
  })

  it('limits a machine’s token to the scopes that its grant still has, and ends it with the grant', async () => {
    const { access_token: token } = await askForToken(realm, realm.machine, {
      ...{ grant_type: 'client_credentials', audience: realm.audience },
    })
    expect(await introspect(realm, token)).toMatchObject({ scope: 'read:rooms', permissions: ['read:rooms'] })
    const where = { clientId: realm.machine.id }
    await house.arrange((tx) => tx.clientGrant.updateMany({ where, data: { scope: [] } }))
    expect(await introspect(realm, token)).toMatchObject({ active: true, permissions: [] })
    await house.arrange((tx) => tx.clientGrant.deleteMany({ where }))
    expect(await introspect(realm, token)).toEqual({ active: false })
  })

  it('gives the organization’s current name for an opaque token, or none', async () => {
    const named = { ...realm, tenant: { ...realm.tenant, allowOrganizationNameInAuthenticationApi: true } }
    const tokens = await (await enter(named, person, { place }))()
    expect(claimsOf(tokens.id_token)).toMatchObject({ org_id: place.id, org_name: place.slug })
    const slug = `${place.slug}-renamed`
    const where = { id: place.id }
    await house.arrange((tx) => tx.organization.updateMany({ where, data: { slug } }))
    const found = await introspect(named, tokens.access_token)
    expect(found).toMatchObject({ active: true, org_id: place.id, org_name: slug })
    expect(await introspect(realm, tokens.access_token)).not.toHaveProperty('org_name')
    await house.arrange((tx) => tx.organization.updateMany({ where, data: { slug: place.slug } }))
  })
})

it.each([
  [0, 600],
  [120, 120],
  [7200, 7200],
])('an API’s lifetime of %i seconds gives tokens of %i', async (tokenLifetime, seconds) => {
  await change({ tokenLifetime })
  const { exp, iat } = claimsOf((await tokensIn(place)).access_token)
  expect(Number(exp) - Number(iat)).toBe(seconds)
})
