import { expect, test } from '@playwright/test'
import {
  as,
  post,
  redeeming,
  refresh,
  token,
  userinfo,
  Visitor,
  type Answer,
  type OwnClient,
} from './oidc-caller'
import { expectRefused } from './oidc-expectations'
import { documents, createBrowserApplication, createGrant } from '@/test/fixtures/applications'
import { BrowserTenant, type BrowserUser, type BrowserOrganization } from '@/test/fixtures/browser-tenant'
import { claimsIn } from './relying-party'

/** An org_id in a token means an active membership, or inherited access, in an active organization. */
test.describe.configure({ mode: 'default' })

let tenant: BrowserTenant
let web: OwnClient
let machine: OwnClient

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  web = await createBrowserApplication(tenant)
  machine = await createBrowserApplication(tenant, { grantTypes: ['client_credentials'] })
})

interface MemberOfOrganization {
  organization: BrowserOrganization
  person: BrowserUser
  visitor: Visitor
}

async function createMember(): Promise<MemberOfOrganization> {
  const organization = await tenant.createOrganization()
  const person = await tenant.createUser('Ann')
  await tenant.addMember(organization, person, ['Member'])
  return { organization, person, visitor: await Visitor.signedIn(tenant.url, person.email) }
}

const endings: Record<string, (at: MemberOfOrganization) => Promise<unknown>> = {
  'the member is removed': ({ organization, person }) =>
    tenant.query(
      'DELETE FROM members WHERE tenant_id = $1 AND organization_id = $2 AND user_id = $3 RETURNING user_id',
      [organization.id, person.id],
    ),
  'the member is suspended there': ({ organization, person }) => tenant.suspendMember(organization, person),
  'the organization is suspended': ({ organization }) => mark(organization, 'suspended_at'),
  'the organization is deleted': ({ organization }) => mark(organization, 'deleted_at'),
  'the connection of the sign-in is switched off there': ({ organization }) =>
    tenant.query(
      'DELETE FROM enabled_connections WHERE tenant_id = $1 AND organization_id = $2 RETURNING connection_id',
      [organization.id],
    ),
  'the session is ended there': ({ organization }) =>
    tenant.query(
      'UPDATE member_sessions SET ended_at = now() WHERE tenant_id = $1 AND organization_id = $2 RETURNING user_id',
      [organization.id],
    ),
  'the user is blocked': ({ person }) =>
    tenant.query('UPDATE users SET blocked = true WHERE tenant_id = $1 AND id = $2 RETURNING id', [
      person.id,
    ]),
}

function mark(organization: BrowserOrganization, column: 'suspended_at' | 'deleted_at') {
  return tenant.query(
    `UPDATE organizations SET ${column} = now() WHERE tenant_id = $1 AND id = $2 RETURNING id`,
    [organization.id],
  )
}

for (const [name, end] of Object.entries(endings)) {
  test(`when ${name}, no grant gives a token with that organization, and old tokens are invalid at once`, async () => {
    const member = await createMember()
    const { organization, visitor } = member
    const opaque = await visitor.enter(web, { organization: organization.id })
    const forApi = await visitor.enter(web, { organization: organization.id, audience: documents })
    const personal = await visitor.enter(web, { audience: documents })
    const held = await visitor.authorize(web, { organization: organization.id, audience: documents })
    expect(held.code).not.toBe('')
    for (const { json } of [opaque, forApi])
      expect(await introspected(json)).toMatchObject({ org_id: organization.id })

    await end(member)

    expectRefused(await token(tenant.url, web, redeeming(held)), 'invalid_grant')
    for (const { json } of [opaque, forApi]) {
      expectRefused(await refresh(tenant.url, web, json), 'invalid_grant')
      expectRefused(await userinfo(tenant.url, json['access_token']), 'invalid_token', 401)
      expect(await introspected(json)).toEqual({ active: false })
    }
    expectRefused(await exchange(forApi), 'invalid_grant')
    expectRefused(await exchange(personal, { organization: organization.id }), 'invalid_grant')
    const asks = { organization: organization.id }
    expectRefused(await refresh(tenant.url, web, { ...personal.json, asks }), 'invalid_grant')
    for (const more of [{}, { audience: documents }, { prompt: 'none' }]) {
      const { code, query } = await visitor.authorize(web, { organization: organization.id, ...more })
      expect(code, query.toString()).toBe('')
    }
  })
}

test('tokens without an organization stay valid when the member is removed', async () => {
  const member = await createMember()
  const personal = await member.visitor.enter(web, { audience: documents })
  await endings['the member is removed']?.(member)
  const { status, json } = await refresh(tenant.url, web, personal.json)
  expect(status).toBe(200)
  expect(claimsIn(String(json['access_token']))['org_id']).toBeUndefined()
})

test('a machine gets tokens only of existing organizations that its grant names', async () => {
  const organization = await tenant.createOrganization()
  const other = await tenant.createOrganization('Other')
  await createGrant(tenant, machine, { scope: ['read:documents'], organization })
  const { json } = await byItself({ organization: organization.id })
  expect(claimsIn(String(json['access_token']))).toMatchObject({
    org_id: organization.id,
    sub: `${machine.id}@clients`,
    scope: 'read:documents',
  })
  expect(await introspected(json)).toMatchObject({ active: true, org_id: organization.id })
  expectRefused(await byItself({ organization: other.id }), 'access_denied')
  expectRefused(await byItself({ organization: 'org_nowhere' }), 'invalid_request')
  await mark(organization, 'deleted_at')
  expectRefused(await byItself({ organization: organization.id }), 'invalid_request')
  expect(await introspected(json)).toEqual({ active: false })
})

test('an operator who is not a member gets organization tokens only while permissions are inherited', async () => {
  const organization = await tenant.createOrganization()
  const operator = await tenant.createUser('Opal')
  await tenant.addTenantRoles(operator, ['Operator'])
  const visitor = await Visitor.signedIn(tenant.url, operator.email)
  expect((await visitor.authorize(web, { organization: organization.id })).query.get('error')).toBe(
    'access_denied',
  )
  await tenant.setInheritance(true)
  try {
    const entered = await visitor.enter(web, { organization: organization.id, audience: documents })
    expect(claimsIn(String(entered.json['access_token']))).toMatchObject({ org_id: organization.id })
    expect((await refresh(tenant.url, web, entered.json)).status).toBe(200)
    await tenant.setInheritance(false)
    expect(await introspected(entered.json)).toEqual({ active: false })
    const again = await visitor.authorize(web, { organization: organization.id })
    expect(again.query.get('error')).toBe('access_denied')
  } finally {
    await tenant.setInheritance(false)
  }
})

function byItself(more: Record<string, string>): Promise<Answer> {
  return token(tenant.url, machine, { grant_type: 'client_credentials', audience: documents, ...more })
}

function exchange({ json }: Answer, more: Record<string, string> = {}): Promise<Answer> {
  return token(tenant.url, machine, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: String(json['access_token']),
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    ...more,
  })
}

async function introspected({
  access_token: value,
}: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { json } = await post(tenant.url, '/oauth/introspect', { ...as(machine), token: String(value) })
  return json
}
