import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestTenant, type TestTenant, type TestOrganization } from '@/test/fixtures/tenant'
import {
  request,
  requestToken,
  claimsOf,
  introspect,
  createOpenidTenant,
  type Answer,
  type OpenidTenant,
} from '@/test/fixtures/openid'

let tenant: TestTenant
let openid: OpenidTenant
let listed: TestOrganization
let unlisted: TestOrganization
let foreign: TestOrganization
let grantId: string

beforeAll(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
  listed = await tenant.createOrganization()
  unlisted = await tenant.createOrganization()
  foreign = await (await createTestTenant()).createOrganization()
  const where = { clientId: openid.machine.id }
  grantId = (await tenant.read((tx) => tx.clientGrant.findFirstOrThrow({ where }))).id
  await tenant.write((tx) =>
    tx.clientGrantOrganization.create({ data: { grantId, organizationId: listed.id } }),
  )
})

type Usage = 'deny' | 'allow' | 'require'

function allow(organizationUsage: Usage, allowAnyOrganization: boolean) {
  const data = { organizationUsage, allowAnyOrganization }
  return tenant.write((tx) => tx.clientGrant.updateMany({ where: { id: grantId }, data }))
}

function requested(organization?: string): Promise<Answer> {
  return requestToken(openid, openid.machine, {
    grant_type: 'client_credentials',
    audience: openid.audience,
    ...(organization === undefined ? {} : { organization }),
  })
}

const denied = { status: 400, error: 'access_denied' }
const invalid = { status: 400, error: 'invalid_request' }

/** The response: for no organization, for one on the list, for one that is not. */
const cases = [
  { usage: 'deny', any: false, none: 'token', on: invalid, off: invalid },
  { usage: 'deny', any: true, none: 'token', on: invalid, off: invalid },
  { usage: 'allow', any: false, none: 'token', on: 'token', off: denied },
  { usage: 'allow', any: true, none: 'token', on: 'token', off: 'token' },
  { usage: 'require', any: false, none: invalid, on: 'token', off: denied },
  { usage: 'require', any: true, none: invalid, on: 'token', off: 'token' },
] as const

describe.each(cases)('a grant with organizations: $usage, any: $any', ({ usage, any, none, on, off }) => {
  beforeAll(() => allow(usage, any))

  it('gives tokens only where it allows, and each names its organization', async () => {
    for (const [organization, expected] of [
      [undefined, none],
      [listed, on],
      [unlisted, off],
    ] as const) {
      const answer = await requested(organization?.id)
      if (expected === 'token') {
        expect(claimsOf(answer.access_token)['org_id']).toBe(organization?.id)
        expect(await introspect(openid, answer.access_token)).toMatchObject({ active: true })
      } else expect(answer).toMatchObject(expected)
      expect(answer.access_token === undefined).toBe(expected !== 'token')
    }
  })
})

describe('with a grant for any organization', () => {
  beforeAll(() => allow('allow', true))

  it('another tenant’s, an unknown, a suspended and a deleted one are the same', async () => {
    const suspended = await tenant.createOrganization()
    const deleted = await tenant.createOrganization()
    const now = new Date()
    await tenant.write(async (tx) => {
      await tx.organization.updateMany({ where: { id: suspended.id }, data: { suspendedAt: now } })
      await tx.organization.updateMany({ where: { id: deleted.id }, data: { deletedAt: now } })
    })
    for (const id of [foreign.id, 'org_nowhere', suspended.id, deleted.id]) {
      expect(await requested(id)).toMatchObject({
        ...invalid,
        error_description: `parameter organization is invalid: ${id}`,
      })
    }
  })

  it('accepts an organization’s name only if the tenant allows names', async () => {
    expect(await requested(listed.slug)).toMatchObject(invalid)
    const named = { ...openid, tenant: { ...openid.tenant, allowOrganizationNameInAuthenticationApi: true } }
    const { access_token: token } = await requestToken(named, openid.machine, {
      grant_type: 'client_credentials',
      audience: openid.audience,
      organization: listed.slug.toUpperCase(),
    })
    expect(claimsOf(token)).toMatchObject({ org_id: listed.id, org_name: listed.slug })
  })

  it('an issued token loses what the grant loses', async () => {
    const there = (await requested(unlisted.id)).access_token
    const nowhere = (await requested()).access_token
    await allow('allow', false)
    expect(await introspect(openid, there)).toEqual({ active: false })
    expect(await introspect(openid, nowhere)).toMatchObject({ active: true })
    await allow('require', false)
    expect(await introspect(openid, nowhere)).toEqual({ active: false })
  })
})

describe('an application’s default organization', () => {
  function keep(defaultOrganizationId: string | null) {
    return tenant.write((tx) =>
      tx.client.updateMany({ where: { id: openid.machine.id }, data: { defaultOrganizationId } }),
    )
  }
  afterAll(() => keep(null))

  it('is the one of a token where the grant requires one and none is named', async () => {
    await keep(listed.id)
    await allow('require', false)
    expect(claimsOf((await requested()).access_token)['org_id']).toBe(listed.id)
    await allow('require', true)
    expect(claimsOf((await requested(unlisted.id)).access_token)['org_id']).toBe(unlisted.id)
    await allow('allow', true)
    expect(claimsOf((await requested()).access_token)['org_id']).toBeUndefined()
  })

  it('gives no access that the grant does not give', async () => {
    await keep(unlisted.id)
    await allow('require', false)
    expect(await requested()).toMatchObject(denied)
    const suspended = await tenant.createOrganization()
    await tenant.write((tx) =>
      tx.organization.updateMany({ where: { id: suspended.id }, data: { suspendedAt: new Date() } }),
    )
    await keep(suspended.id)
    await allow('require', true)
    expect(await requested()).toMatchObject(invalid)
  })
})

describe('a page that asks with a secret', () => {
  function askedFrom(origin: string): Promise<Response> {
    const { id: client_id, secret: client_secret } = openid.machine
    const form = { client_id, client_secret, grant_type: 'client_credentials', audience: openid.audience }
    const init = { method: 'POST', body: new URLSearchParams(form), headers: { origin } }
    return request(openid, { path: '/oauth/token', init })
  }
  beforeAll(() => allow('allow', true))

  it('has a token if it is the tenant’s own, which crosses no origin', async () => {
    const { status } = await askedFrom(new URL(openid.tenant.url).origin)
    expect(status).toBe(200)
  })

  it.each(['https://elsewhere.test', 'http://localhost:1', 'null'])('has none from %s', async (origin) => {
    const response = await askedFrom(origin)
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([400, null])
    expect(await response.json()).toMatchObject({ error: 'invalid_request' })
  })

  it('has none from under the tenant’s host by another scheme, port or name', async () => {
    const { protocol, host } = new URL(openid.tenant.url)
    const other = protocol === 'https:' ? 'http:' : 'https:'
    for (const origin of [
      `${other}//${host}`,
      `${protocol}//${host.replace(/:\d+$/, '')}:4`,
      `${protocol}//x.${host}`,
    ])
      expect((await askedFrom(origin)).status, origin).toBe(400)
  })
})
