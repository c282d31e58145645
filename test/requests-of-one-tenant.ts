import { randomBytes } from 'node:crypto'
import { createDirectory } from '../e2e/directory-rows.ts'
import { as, call, post, refresh, token, userinfo, Visitor } from '../e2e/oidc-caller.ts'
import { myOrganizationScopeNames } from '../lib/domain/my-organization/scopes.ts'
import { createBrowserApplication, createGrant, documents, managementToken } from './fixtures/applications.ts'
import { addVerifiedDomain } from './fixtures/browser-connections.ts'
import { BrowserTenant, type BrowserOrganization, type BrowserUser } from './fixtures/browser-tenant.ts'
import { hiddenFields, submission } from './sign-in-form.ts'

export interface NamedRequest {
  name: string
  /** Expected. */
  status: number
  send: () => Promise<{ status: number }>
}

interface Prepared {
  tenant: BrowserTenant
  organization: BrowserOrganization
  /** Owns the organization, and is an operator. */
  person: BrowserUser
  visitor: Visitor
}

/** Of each kind, by people and programs of one tenant of the product at this URL. */
export async function requestsOfOneTenant(base: string): Promise<NamedRequest[]> {
  const tenant = await BrowserTenant.create(base)
  const organization = await tenant.createOrganization()
  const person = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, person, ['Owner'])
  await tenant.addTenantRoles(person, ['Operator'])
  await addVerifiedDomain(tenant, organization, `${organization.slug}.test`)
  const visitor = await Visitor.signedIn(tenant.url, person.email)
  const prepared = { tenant, organization, person, visitor }
  return [
    ...pages(prepared),
    ...(await managementRequests(prepared)),
    ...(await directoryRequests(prepared)),
    ...(await myOrganizationRequests(prepared)),
    ...(await tokenRequests(prepared)),
  ]
}

function pages({ tenant, organization, person, visitor }: Prepared): NamedRequest[] {
  const portal = `/o/${organization.slug}`
  const [ofPortal, ofConsole] = [
    'home members invitations roles branding sign-in-methods security audit settings',
    'organizations users applications logs settings',
  ].map((names) => names.split(' '))
  const signedIn = [
    ...(ofPortal ?? []).map((name) => `${portal}/${name}`),
    ...['/console', ...(ofConsole ?? []).map((name) => `/console/${name}`)],
    ...['/account', '/orgs', '/api/auth/session'],
  ]
  return [
    ...['/sign-in', portal].map((path) => ({
      name: `GET ${path}, signed out`,
      status: 200,
      send: () => call(tenant.url, path),
    })),
    { name: 'the sign-in form', status: 303, send: () => signIn(tenant.url, person.email) },
    ...signedIn.map((path) => ({ name: `GET ${path}`, status: 200, send: () => visitor.send(path) })),
  ]
}

async function managementRequests({ tenant, organization }: Prepared): Promise<NamedRequest[]> {
  const { machine, bearer } = await managementToken(tenant)
  const ask = asking(tenant, bearer)
  const one = `/api/v2/organizations/${organization.id}`
  const invitee = { email: `${newName()}@elsewhere.test` }
  return [
    ask('GET /api/v2/organizations', 200),
    ask('GET /api/v2/users?include_totals=true', 200),
    ask(`GET ${one}/members`, 200),
    ask('POST /api/v2/organizations', 201, { name: newName() }),
    ask(`PATCH ${one}`, 200, { display_name: 'Harbour' }),
    ask(`POST ${one}/invitations`, 200, { invitee, inviter: { name: 'Olga' }, client_id: machine.id }),
    ask('POST /api/v2/clients', 201, { name: newName() }),
  ]
}

async function directoryRequests({ tenant, organization, person }: Prepared): Promise<NamedRequest[]> {
  const { id, token } = await createDirectory(tenant, { organization, maker: person, members: 2 })
  const ask = asking(tenant, `Bearer ${token}`)
  const users = `/scim/v2/connections/${id}/Users`
  const userName = `${newName()}@${organization.slug}.test`
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User']
  const emails = [{ value: userName, primary: true }]
  return [ask(`GET ${users}`, 200), ask(`POST ${users}`, 201, { schemas, userName, emails, active: true })]
}

async function myOrganizationRequests({ tenant, organization, visitor }: Prepared): Promise<NamedRequest[]> {
  const web = await createBrowserApplication(tenant)
  const audience = `${tenant.url}/my-org/`
  const myOrganizationConfiguration = {
    allowed_strategies: ['oidc', 'samlp'],
    connection_deletion_behavior: 'allow_if_empty',
  }
  const refreshTokenPolicies = [{ audience, scope: [...myOrganizationScopeNames] }]
  const data = { myOrganizationConfiguration, refreshTokenPolicies }
  await tenant.write((tx) => tx.client.updateMany({ where: { id: web.id }, data }))
  const signedIn = await visitor.enter(web, { organization: organization.id })
  const asks = { audience, scope: ['openid', ...myOrganizationScopeNames].join(' ') }
  const { json } = await refresh(tenant.url, web, { ...signedIn.json, asks })
  const ask = asking(tenant, `Bearer ${String(json['access_token'])}`)
  return [
    ask('GET /my-org/details', 200),
    ask('GET /my-org/identity-providers', 200),
    ask('PATCH /my-org/details', 200, { display_name: 'Harbour' }),
  ]
}

async function tokenRequests({ tenant, organization, visitor }: Prepared): Promise<NamedRequest[]> {
  const { url } = tenant
  const web = await createBrowserApplication(tenant)
  const machine = await createBrowserApplication(tenant, { grantTypes: ['client_credentials'] })
  await createGrant(tenant, machine, { scope: ['read:documents'], organization })
  const inOrganization = { organization: organization.id }
  const asks = { audience: documents, ...inOrganization }
  const { json } = await visitor.enter(web, inOrganization)
  const [accessToken, refreshToken] = [String(json['access_token']), String(json['refresh_token'])]
  const named = (name: string, send: NamedRequest['send'], status = 200) => ({ name, status, send })
  return [
    named('client credentials', () => token(url, machine, { grant_type: 'client_credentials', ...asks })),
    named('authorize and code exchange', () => visitor.enter(web, asks)),
    named('authorize, signed out', () => new Visitor(url).authorize(web, asks), 303),
    named('userinfo', () => userinfo(url, accessToken)),
    named('introspection', () => post(url, '/oauth/introspect', { ...as(web), token: accessToken })),
    named('refresh', () => refresh(url, web, json)),
    named('revocation', () => post(url, '/oauth/revoke', { ...as(web), token: refreshToken })),
  ]
}

/** Requests of a program, by method and path. */
function asking(tenant: BrowserTenant, authorization: string) {
  return (name: string, status: number, body?: object): NamedRequest => {
    const [method = '', path = ''] = name.split(' ')
    const headers = {
      authorization,
      'content-type': path.startsWith('/scim/') ? 'application/scim+json' : 'application/json',
      ...(method === 'POST' && path.startsWith('/api/') ? { 'idempotency-key': newName() } : {}),
    }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    return { name, status, send: () => call(tenant.url, path, { method, headers, ...sent }) }
  }
}

async function signIn(origin: string, email: string): Promise<{ status: number }> {
  const hidden = hiddenFields((await call(origin, '/sign-in')).text, 'password')
  const { method, path, headers, body } = submission({ origin, hidden }, { email })
  return call(origin, path, { method, headers, body })
}

function newName(): string {
  return `name-${randomBytes(6).toString('hex')}`
}
