import { expect, test } from '@playwright/test'
import { refresh, userinfo, Visitor, type OwnClient } from './oidc-caller'
import { expectRefused } from './oidc-expectations'
import { documents, createBrowserApplication } from '@/test/fixtures/applications'
import { BrowserTenant, type BrowserUser, type BrowserOrganization } from '@/test/fixtures/browser-tenant'
import { claimsIn } from './relying-party'

/** Switching from one organization to another with a refresh token, without signing in again. */
test.describe.configure({ mode: 'default' })

let tenant: BrowserTenant
let here: BrowserOrganization
let there: BrowserOrganization
let ann: BrowserUser
let web: OwnClient
let visitor: Visitor

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  here = await tenant.createOrganization('Here')
  there = await tenant.createOrganization('There')
  ann = await tenant.createUser('Ann')
  await tenant.addMember(here, ann, ['Member'])
  await tenant.addMember(there, ann, ['Viewer'])
  web = await createBrowserApplication(tenant)
  visitor = await Visitor.signedIn(tenant.url, ann.email)
})

const scope = 'openid email offline_access read:documents write:documents'

test('a member of both switches by refresh, with the permissions held there, and back', async () => {
  const first = await visitor.enter(web, { organization: here.id, audience: documents, scope })
  expect(claimsIn(String(first.json['access_token']))).toMatchObject({
    org_id: here.id,
    scope: 'read:documents write:documents',
    permissions: ['read:documents', 'write:documents'],
  })
  const away = await refresh(tenant.url, web, { ...first.json, asks: { organization: there.id } })
  expect(claimsIn(String(away.json['access_token']))).toMatchObject({
    org_id: there.id,
    scope: 'read:documents',
    permissions: ['read:documents'],
  })
  expect(claimsIn(String(away.json['id_token']))).toMatchObject({ org_id: there.id, sub: ann.id })
  expect((await userinfo(tenant.url, away.json['access_token'])).json).toMatchObject({ org_id: there.id })
  const back = await refresh(tenant.url, web, away.json)
  expect(claimsIn(String(back.json['access_token']))).toMatchObject({ org_id: here.id })
  expect(claimsIn(String(back.json['id_token']))).toMatchObject({ org_id: here.id })
})

test('an opaque token keeps its organization after a switch', async () => {
  const first = await visitor.enter(web, { organization: here.id })
  const away = await refresh(tenant.url, web, { ...first.json, asks: { organization: there.id } })
  expect((await userinfo(tenant.url, away.json['access_token'])).json).toMatchObject({ org_id: there.id })
  await tenant.suspendMember(there, ann)
  expectRefused(await userinfo(tenant.url, away.json['access_token']), 'invalid_token', 401)
  await tenant.query(
    'UPDATE members SET suspended_at = NULL WHERE tenant_id = $1 AND user_id = $2 RETURNING user_id',
    [ann.id],
  )
})

test('a refused switch to another organization leaves the refresh token valid', async ({ baseURL }) => {
  const foreign = await tenant.createOrganization('Foreign')
  const closed = await tenant.createOrganization('Closed')
  await tenant.addMember(closed, ann, ['Member'])
  await tenant.query(
    'DELETE FROM enabled_connections WHERE tenant_id = $1 AND organization_id = $2 RETURNING connection_id',
    [closed.id],
  )
  const elsewhere = await (await BrowserTenant.create(baseURL)).createOrganization()
  const { json } = await visitor.enter(web, { organization: here.id })
  const organizations: [string, string][] = [
    [foreign.id, `user ${ann.id} is not part of the ${foreign.id} organization`],
    [closed.id, `sign in to the ${closed.id} organization: this sign-in does not suffice there`],
    [elsewhere.id, `parameter organization is invalid: ${elsewhere.id}`],
    ['org_nowhere', 'parameter organization is invalid: org_nowhere'],
  ]
  for (const [organization, sentence] of organizations) {
    const refused = await refresh(tenant.url, web, { ...json, asks: { organization } })
    expectRefused(refused, 'invalid_grant')
    expect(refused.json['error_description']).toBe(sentence)
  }
  expect((await refresh(tenant.url, web, json)).status).toBe(200)
})

test('an organization where all sessions were ended asks for a newer sign-in, however new the tokens are', async () => {
  const ended = await tenant.createOrganization('Ended')
  await tenant.addMember(ended, ann, ['Member'])
  await tenant.query(
    'UPDATE organizations SET sessions_from = clock_timestamp() WHERE tenant_id = $1 AND id = $2 RETURNING id',
    [ended.id],
  )
  const { json } = await visitor.enter(web, { organization: here.id })
  expectRefused(
    await refresh(tenant.url, web, { ...json, asks: { organization: ended.id } }),
    'invalid_grant',
  )
})

test('accepts an organization’s name, and puts it in tokens, only if the tenant allows names', async () => {
  const { json } = await visitor.enter(web, { organization: here.id })
  expectRefused(
    await refresh(tenant.url, web, { ...json, asks: { organization: there.slug } }),
    'invalid_grant',
  )
  const named = await BrowserTenant.create(tenant.url.replace(`${tenant.id}.`, ''))
  await named.query(
    'UPDATE tenants SET allow_organization_name_in_authentication_api = true WHERE id = $1 RETURNING id',
  )
  const organization = await named.createOrganization()
  const person = await named.createUser('Ann')
  const client = await createBrowserApplication(named)
  await named.addMember(organization, person, ['Member'])
  const entered = await (await Visitor.signedIn(named.url, person.email)).enter(client)
  const asks = { organization: organization.slug.toUpperCase() }
  await expect(async () => {
    const { status, json: answer } = await refresh(named.url, client, { ...entered.json, asks })
    expect(status).toBe(200)
    expect(claimsIn(String(answer['id_token']))).toMatchObject({
      org_id: organization.id,
      org_name: organization.slug,
    })
  }).toPass({ timeout: 30_000 })
})

test('an application with organization_usage deny cannot switch to an organization', async () => {
  const plain = await createBrowserApplication(tenant, { usage: 'deny' })
  const { json } = await visitor.enter(plain)
  expectRefused(
    await refresh(tenant.url, plain, { ...json, asks: { organization: here.id } }),
    'invalid_request',
  )
  expect((await refresh(tenant.url, plain, json)).status).toBe(200)
})
