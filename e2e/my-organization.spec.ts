import { expect, test, type Page } from '@playwright/test'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { myOrganizationScopeNames } from '@/lib/domain/my-organization/scopes'
import { createBrowserApplication } from '@/test/fixtures/applications'
import { BrowserTenant, type BrowserOrganization, type BrowserUser } from '@/test/fixtures/browser-tenant'
import { exceeded, readBudget, writeBudget } from './budgets'
import { call, type OwnClient, refresh, Visitor } from './oidc-caller'
import { StatementLog } from './statement-log'

/** The My Organization API, as a single-page application of another origin uses it. */

const scope = ['openid', 'offline_access', ...myOrganizationScopeNames].join(' ')

let tenant: BrowserTenant
let organization: BrowserOrganization
let owner: BrowserUser
let colleague: BrowserUser
let client: OwnClient
let server: Server
let pages: string

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  owner = await tenant.createUser('Ann Admin')
  colleague = await tenant.createUser('Ben Colleague')
  organization = await tenant.createOrganization()
  await tenant.addMember(organization, owner, ['Owner'])
  await tenant.addMember(organization, colleague, ['Member'])
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html><title>Pages</title>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  pages = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  client = await createBrowserApplication(tenant)
  await tenant.write((tx) =>
    tx.client.updateMany({
      where: { tenantId: tenant.id, id: client.id },
      data: {
        myOrganizationConfiguration: { allowed_strategies: ['oidc'], connection_deletion_behavior: 'allow' },
        refreshTokenPolicies: [{ audience: `${tenant.url}/my-org/`, scope: [...myOrganizationScopeNames] }],
        allowedOrigins: [pages],
      },
    }),
  )
})

test.afterAll(() => server.close())

/** Signed in without an API: the refresh token gets one for this. */
async function accessToken(): Promise<string> {
  const visitor = await Visitor.signedIn(tenant.url, owner.email)
  const signedIn = await visitor.enter(client, {
    organization: organization.id,
    scope: 'openid offline_access',
  })
  const asks = { audience: `${tenant.url}/my-org/`, scope }
  const { json } = await refresh(tenant.url, client, { ...signedIn.json, asks })
  expect(String(json['scope']).split(' ').sort()).toEqual(scope.split(' ').sort())
  return String(json['access_token'])
}

interface Sent {
  method: string
  path: string
  body?: object
}

/** From the page’s own script: Chromium sends the preflight. */
function fetchFrom(page: Page, token: string, { method, path, body }: Sent) {
  const url = `${tenant.url}/my-org${path}`
  return page.evaluate(
    async ([to, how, bearer, text]) => {
      const headers = {
        authorization: `Bearer ${bearer}`,
        'content-type': 'application/json',
        'auth0-client': 'e30',
      }
      const response = await fetch(to, { method: how, headers, ...(text === '' ? {} : { body: text }) })
      return { status: response.status, text: await response.text() }
    },
    [url, method, token, body === undefined ? '' : JSON.stringify(body)] as const,
  )
}

test('a page of another origin reads and changes its user’s organization', async ({ page }) => {
  const token = await accessToken()
  await page.goto(pages)
  const details = await fetchFrom(page, token, { method: 'GET', path: '/details' })
  expect(JSON.parse(details.text)).toMatchObject({ id: organization.id })
  const change = { method: 'PATCH', path: '/details', body: { display_name: 'Acme Harbour' } }
  expect((await fetchFrom(page, token, change)).status).toBe(200)
  const roles = `/members/${encodeURIComponent(colleague.id)}/roles`
  const [viewer] = await tenant.query<{ id: string }>(
    `SELECT id FROM roles WHERE tenant_id = $1 AND name = 'Viewer'`,
  )
  const body = { role_ids: [viewer?.id] }
  expect((await fetchFrom(page, token, { method: 'POST', path: roles, body })).status).toBe(204)
  expect((await fetchFrom(page, token, { method: 'DELETE', path: roles, body })).status).toBe(204)
  const nothing = await fetchFrom(page, token, {
    method: 'GET',
    path: '/identity-providers/none/provisioning',
  })
  expect([nothing.status, JSON.parse(nothing.text)]).toMatchObject([404, { status: 404 }])
})

test('a page of an origin that no application has cannot read an answer', async ({ page }) => {
  const token = await accessToken()
  await page.goto(pages.replace('127.0.0.1', 'localhost'))
  const path = '/details'
  await expect(fetchFrom(page, token, { method: 'GET', path })).rejects.toThrow('Failed to fetch')
})

test('no operation costs more than its budget', async () => {
  // It may wait for another test that reads the log.
  const log = await StatementLog.open()
  const authorization = `Bearer ${await accessToken()}`
  const ask = (method: string, path: string, body?: object) =>
    call(tenant.url, `/my-org${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const member = `/members/${encodeURIComponent(colleague.id)}`
  const reads = [
    ...[
      '/details',
      '/config',
      '/config/identity-providers',
      '/domains',
      '/members',
      '/members?include_totals=true',
      '/member-invitations',
      '/member-invitations?include_totals=true',
      '/identity-providers',
      '/user-stores',
    ],
    ...[member, `${member}/roles`],
  ]
  for (const path of reads) {
    const { cost, result } = await log.leastCostOf(tenant.id, () => ask('GET', path))
    expect.soft([result.status, exceeded(cost, readBudget)], path).toEqual([200, null])
    expect.soft(cost.statements.length, path).toBeGreaterThan(0)
  }
  const invite = () => ask('POST', '/member-invitations', { invitees: [{ email: 'cai@journey.test' }] })
  const { cost, result } = await log.leastCostOf(tenant.id, invite)
  expect([result.status, exceeded(cost, writeBudget)]).toEqual([201, null])
  expect(cost.transactions).toBeGreaterThan(0)
  await log.close()
})
