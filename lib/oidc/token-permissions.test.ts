import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import {
  requestToken,
  claimsOf,
  signIn,
  introspect,
  createOpenidTenant,
  refresh,
  type OpenidTenant,
} from '@/test/fixtures/openid'

const dialects = ['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz']
const defined = ['burn:rooms', 'paint:rooms', 'read:rooms']
/** The last one is not a permission of the API. */
const scope = `openid offline_access ${defined.join(' ')} sell:rooms`

let tenant: TestTenant
let openid: OpenidTenant
let acme: TestOrganization
let person: TestUser
let apiId: string
let readers: string

beforeAll(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
  acme = await tenant.createOrganization()
  person = await tenant.createUser()
  apiId = (await tenant.read((tx) => tx.api.findFirstOrThrow({ where: { identifier: openid.audience } }))).id
  await tenant.write((tx) =>
    tx.permission.createMany({ data: ['burn:rooms', 'paint:rooms'].map((name) => ({ apiId, name })) }),
  )
  readers = await role('Reader', 'read:rooms')
  await tenant.addMember(acme, person, ['Reader'])
  const roleId = await role('Painter', 'paint:rooms')
  await tenant.write((tx) => tx.userRole.create({ data: { userId: person.id, roleId } }))
})

async function role(name: string, permission: string): Promise<string> {
  const id = newId('role')
  await tenant.write(async (tx) => {
    await tx.role.create({ data: { id, name } })
    await tx.rolePermission.create({ data: { roleId: id, usableIn: '*', apiId, name: permission } })
  })
  return id
}

function change(api: { tokenDialect?: string; enforcePolicies?: boolean; tokenLifetime?: number }) {
  return tenant.write((tx) => tx.api.updateMany({ where: { id: apiId }, data: api }))
}

function inherit(on: boolean) {
  const data = { inheritGlobalPermissionsInOrganizations: on }
  return tenant.write((tx) => tx.tenant.updateMany({ where: { id: tenant.tenantId }, data }))
}

async function tokensIn(where: TestOrganization | null) {
  const asks = { audience: openid.audience, scope }
  const redeem = await signIn(openid, person, where === null ? { asks } : { organization: where, asks })
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
    const at = where === 'outside' ? null : acme
    const first = await tokensIn(at)
    const again = await refresh(openid, first.refresh_token)
    for (const { access_token: token } of [first, again]) {
      const { permissions, scope: printed, org_id: organization } = claimsOf(token)
      expect(organization).toBe(at?.id)
      expect(permissions).toEqual(dialect.endsWith('_authz') ? held : undefined)
      expect(String(printed).split(' ').sort()).toEqual(rbac ? held : defined)
      expect(await introspect(openid, token)).toMatchObject({ active: true, scope: printed })
    }
  })
})

describe('introspection', () => {
  beforeAll(() => change({ tokenDialect: 'access_token_authz', enforcePolicies: true }))

  it('removes a permission at once when a role loses it, and adds none that the token lacks', async () => {
    const { access_token: token } = await tokensIn(acme)
    expect(await introspect(openid, token)).toMatchObject({
      scope: 'read:rooms',
      permissions: ['read:rooms'],
    })
    const row = { roleId: readers, usableIn: '*', apiId }
    await tenant.write((tx) => tx.rolePermission.create({ data: { ...row, name: 'burn:rooms' } }))
    expect(await introspect(openid, token)).toMatchObject({ permissions: ['read:rooms'] })
    await tenant.write((tx) => tx.rolePermission.deleteMany({ where: { ...row, name: 'read:rooms' } }))
    const left = await introspect(openid, token)
    expect(left).toMatchObject({ active: true, org_id: acme.id, permissions: [] })
    expect(left['scope']).toBeUndefined()
    await tenant.write((tx) => tx.rolePermission.create({ data: { ...row, name: 'read:rooms' } }))
    await tenant.write((tx) => tx.rolePermission.deleteMany({ where: { ...row, name: 'burn:rooms' } }))
  })

  it('limits a machine’s token to the scopes that its grant still has, and ends it with the grant', async () => {
    const { access_token: token } = await requestToken(openid, openid.machine, {
      grant_type: 'client_credentials',
      audience: openid.audience,
    })
    expect(await introspect(openid, token)).toMatchObject({
      scope: 'read:rooms',
      permissions: ['read:rooms'],
    })
    const where = { clientId: openid.machine.id }
    await tenant.write((tx) => tx.clientGrant.updateMany({ where, data: { scope: [] } }))
    expect(await introspect(openid, token)).toMatchObject({ active: true, permissions: [] })
    await tenant.write((tx) => tx.clientGrant.deleteMany({ where }))
    expect(await introspect(openid, token)).toEqual({ active: false })
  })

  it('gives the organization’s current name for an opaque token, or none', async () => {
    const named = { ...openid, tenant: { ...openid.tenant, allowOrganizationNameInAuthenticationApi: true } }
    const tokens = await (await signIn(named, person, { organization: acme }))()
    expect(claimsOf(tokens.id_token)).toMatchObject({ org_id: acme.id, org_name: acme.slug })
    const slug = `${acme.slug}-renamed`
    const where = { id: acme.id }
    await tenant.write((tx) => tx.organization.updateMany({ where, data: { slug } }))
    const found = await introspect(named, tokens.access_token)
    expect(found).toMatchObject({ active: true, org_id: acme.id, org_name: slug })
    expect(await introspect(openid, tokens.access_token)).not.toHaveProperty('org_name')
    await tenant.write((tx) => tx.organization.updateMany({ where, data: { slug: acme.slug } }))
  })
})

it.each([
  [0, 600],
  [120, 120],
  [7200, 7200],
])('an API’s lifetime of %i seconds gives tokens of %i', async (tokenLifetime, seconds) => {
  await change({ tokenLifetime })
  const { exp, iat } = claimsOf((await tokensIn(acme)).access_token)
  expect(Number(exp) - Number(iat)).toBe(seconds)
})
