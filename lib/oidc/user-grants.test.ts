import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createGrant } from '@/test/fixtures/builders'
import {
  type Application,
  claimsOf,
  createApplication,
  createOpenidTenant,
  introspect,
  type OpenidTenant,
  refresh,
  requestToken,
  signIn,
} from '@/test/fixtures/openid'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'

const names = ['burn:rooms', 'paint:rooms', 'read:rooms']
const scope = `openid offline_access ${names.join(' ')}`

let tenant: TestTenant
let openid: OpenidTenant
let person: TestUser
let apiId: string

beforeAll(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
  person = await tenant.createUser()
  apiId = (await tenant.read((tx) => tx.api.findFirstOrThrow({ where: { identifier: openid.audience } }))).id
  await tenant.write(async (tx) => {
    await tx.permission.createMany({ data: names.slice(0, 2).map((name) => ({ apiId, name })) })
    await tx.userPermission.createMany({ data: names.map((name) => ({ apiId, name, userId: person.id })) })
  })
})

beforeEach(() => tenant.write((tx) => tx.clientGrant.deleteMany({ where: { subjectType: 'user' } })))

function limit({ id: clientId }: Application, ...scopes: string[]): Promise<string> {
  return tenant.write((tx) => createGrant(tx, { clientId, apiId, scope: scopes, subjectType: 'user' }))
}

function change(api: { tokenDialect?: string; enforcePolicies?: boolean }) {
  return tenant.write((tx) => tx.api.updateMany({ where: { id: apiId }, data: api }))
}

async function signedIn() {
  const redeem = await signIn(openid, person, { asks: { audience: openid.audience, scope } })
  return redeem()
}

function exchanged(by: Application, token = '') {
  return requestToken(openid, by, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  })
}

function scopeOf(token: string | undefined): string[] {
  return String(claimsOf(token)['scope'])
    .split(' ')
    .filter((one) => names.includes(one))
    .sort()
}

describe.each([true, false])('a client grant of users, with RBAC %s', (enforcePolicies) => {
  beforeAll(() => change({ enforcePolicies, tokenDialect: 'access_token_authz' }))

  it('limits scopes and permissions of their tokens: by code, by refresh and by exchange', async () => {
    await limit(openid.web, 'read:rooms', 'burn:rooms')
    const first = await signedIn()
    const again = await refresh(openid, first.refresh_token)
    for (const { access_token: token } of [first, again, await exchanged(openid.web, first.access_token)]) {
      expect(scopeOf(token)).toEqual(['burn:rooms', 'read:rooms'])
      expect(claimsOf(token)['permissions']).toEqual(['burn:rooms', 'read:rooms'])
    }
  })

  it('that has no scopes leaves none; without a grant, a token has all that the user has', async () => {
    const before = await signedIn()
    expect(scopeOf(before.access_token)).toEqual(names)
    await limit(openid.web)
    const after = await refresh(openid, before.refresh_token)
    expect([scopeOf(after.access_token), claimsOf(after.access_token)['permissions']]).toEqual([[], []])
  })

  it('counts for tokens that were issued before when they are introspected', async () => {
    const { access_token: token } = await signedIn()
    await limit(openid.web, 'paint:rooms')
    expect(await introspect(openid, token)).toMatchObject({
      scope: 'paint:rooms',
      permissions: ['paint:rooms'],
    })
  })

  it('gives users nothing that they do not hold', async () => {
    const other = await tenant.createUser()
    await limit(openid.web, 'read:rooms')
    const redeem = await signIn(openid, other, { asks: { audience: openid.audience, scope } })
    const { access_token: token } = await redeem()
    expect(claimsOf(token)['permissions']).toEqual([])
    expect(scopeOf(token)).toEqual(enforcePolicies ? [] : ['read:rooms'])
  })

  it('limits also the application that another one’s token is exchanged by', async () => {
    const exchanger = await createApplication(tenant, ['urn:ietf:params:oauth:grant-type:token-exchange'])
    await limit(openid.web, 'read:rooms', 'burn:rooms')
    await limit(exchanger, 'burn:rooms', 'paint:rooms')
    const { access_token: token } = await signedIn()
    const { access_token: narrower } = await exchanged(exchanger, token)
    expect(scopeOf(narrower)).toEqual(['burn:rooms'])
    expect(claimsOf(narrower)['permissions']).toEqual(['burn:rooms'])
    expect(await introspect(openid, narrower)).toMatchObject({ scope: 'burn:rooms' })
  })

  it('of another application, or of a machine, limits nothing', async () => {
    await limit(await createApplication(tenant, ['authorization_code']), 'read:rooms')
    const { id: clientId } = openid.web
    await tenant.write((tx) => createGrant(tx, { clientId, apiId, scope: [] }))
    const { access_token: token } = await signedIn()
    await tenant.write((tx) => tx.clientGrant.deleteMany({ where: { clientId } }))
    expect(scopeOf(token)).toEqual(names)
  })

  it('gives a machine no token, and takes none from it', async () => {
    const machine = await createApplication(tenant, ['client_credentials'])
    await limit(machine, 'read:rooms')
    const asks = { grant_type: 'client_credentials', audience: openid.audience }
    expect(await requestToken(openid, machine, asks)).toMatchObject({ error: 'access_denied' })
    await tenant.write((tx) => createGrant(tx, { clientId: machine.id, apiId, scope: ['burn:rooms'] }))
    const { access_token: token } = await requestToken(openid, machine, asks)
    expect(scopeOf(token)).toEqual(['burn:rooms'])
  })
})
