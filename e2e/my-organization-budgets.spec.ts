import { expect, test } from '@playwright/test'
import { randomBytes } from 'node:crypto'
import { myOrganizationScopeNames } from '@/lib/domain/my-organization/scopes'
import { newId } from '@/lib/ids'
import { createBrowserApplication } from '@/test/fixtures/applications'
import { addVerifiedDomain } from '@/test/fixtures/browser-connections'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { HostileProvider } from '../test/hostile-provider'
import { exceeded, myOrganizationBudgets, readBudget, writeBudget } from './budgets'
import { type Answer, call, refresh, Visitor } from './oidc-caller'
import { type Cost, StatementLog } from './statement-log'

const configuration = {
  allowed_strategies: ['oidc', 'samlp'],
  connection_deletion_behavior: 'allow_if_empty',
}

let tenant: BrowserTenant
let authorization: string
let domainId: string
let domain: string
let log: StatementLog
let provider: HostileProvider
let clientId: string

test.beforeAll(async ({ baseURL }) => {
  // It may wait for another test that reads the log.
  log = await StatementLog.open()
  provider = await HostileProvider.start()
  tenant = await BrowserTenant.create(baseURL)
  const owner = await tenant.createUser('Ann Admin')
  const organization = await tenant.createOrganization()
  await tenant.addMember(organization, owner, ['Owner'])
  domain = `${organization.slug}.test`
  await addVerifiedDomain(tenant, organization, domain)
  const [found] = await tenant.query<{ id: string }>(
    'SELECT id FROM discovery_domains WHERE tenant_id = $1 AND domain = $2',
    [domain],
  )
  domainId = found?.id ?? ''
  const client = await createBrowserApplication(tenant)
  clientId = client.id
  const audience = `${tenant.url}/my-org/`
  await tenant.write((tx) =>
    tx.client.updateMany({
      where: { tenantId: tenant.id, id: client.id },
      data: {
        myOrganizationConfiguration: configuration,
        refreshTokenPolicies: [{ audience, scope: [...myOrganizationScopeNames] }],
      },
    }),
  )
  const visitor = await Visitor.signedIn(tenant.url, owner.email)
  const scope = 'openid offline_access'
  const signedIn = await visitor.enter(client, { organization: organization.id, scope })
  const asks = { audience, scope: ['openid', ...myOrganizationScopeNames].join(' ') }
  const { json } = await refresh(tenant.url, client, { ...signedIn.json, asks })
  authorization = `Bearer ${String(json['access_token'])}`
})

test.afterAll(async () => {
  await log.close()
  await provider.stop()
})

interface Asked {
  method: string
  path: string
  status: number
  body?: object
}

/** The least of several rounds, by operation. */
const costs = new Map<string, Cost>()

async function ask({ method, path, status, body }: Asked): Promise<Answer> {
  const { cost, result } = await log.costOf(tenant.id, () =>
    call(tenant.url, `/my-org${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  expect(result.status, `${method} ${path} ${JSON.stringify(result.json)}`).toBe(status)
  const name = `${method} ${path.replace(/con_\w+/, '{id}').replace(/tok_\w+/, '{token_id}')}`
    .replace(domainId, '{domain_id}')
    .replace(domain, '{domain}')
    .concat(method === 'PATCH' ? ` ${Object.keys(body ?? {}).join(' ')}` : '')
    .concat(body !== undefined && method === 'POST' && 'domains' in body ? ' in use' : '')
  const least = costs.get(name)
  if (!least || cost.statements.length < least.statements.length) costs.set(name, cost)
  return result
}

/** Everything that can be done with one provider. */
async function round(): Promise<void> {
  const options = {
    type: 'back_channel',
    client_id: 'foyer',
    client_secret: 'a secret',
    discovery_url: provider.issuer,
  }
  const created = await ask({
    method: 'POST',
    path: '/identity-providers',
    status: 201,
    body: { strategy: 'oidc', name: `Round ${randomBytes(4).toString('hex')}`, options },
  })
  const used = await ask({
    method: 'POST',
    path: '/identity-providers',
    status: 201,
    body: { strategy: 'oidc', name: 'In use', options, is_enabled: true, domains: [domain] },
  })
  await ask({ method: 'DELETE', path: `/identity-providers/${String(used.json['id'])}`, status: 204 })
  const path = `/identity-providers/${String(created.json['id'])}`
  const provisioning = `${path}/provisioning`
  await ask({ method: 'GET', path, status: 200 })
  await ask({ method: 'PATCH', path, status: 200, body: { is_enabled: true } })
  await ask({ method: 'PATCH', path, status: 200, body: { display_name: 'Renamed' } })
  await ask({ method: 'PATCH', path, status: 200, body: { options: { client_id: 'other' } } })
  await ask({ method: 'POST', path: `${path}/domains`, status: 201, body: { domain } })
  await ask({ method: 'GET', path: `/domains/${domainId}/identity-providers`, status: 200 })
  await ask({ method: 'DELETE', path: `${path}/domains/${domain}`, status: 204 })
  await tenant.query(
    `UPDATE connections SET options = jsonb_set(options, '{claims,name}', '"department"')
     WHERE tenant_id = $1 AND id = $2 RETURNING id`,
    [String(created.json['id'])],
  )
  await ask({ method: 'PUT', path: `${path}/update-attributes`, status: 200, body: {} })
  await ask({ method: 'POST', path: provisioning, status: 201 })
  await ask({ method: 'GET', path: provisioning, status: 200 })
  await ask({ method: 'PUT', path: `${provisioning}/update-attributes`, status: 200, body: {} })
  const tokens = `${provisioning}/scim-tokens`
  const token = await ask({ method: 'POST', path: tokens, status: 201, body: {} })
  await ask({ method: 'GET', path: tokens, status: 200 })
  await ask({ method: 'DELETE', path: `${tokens}/${String(token.json['token_id'])}`, status: 204 })
  await ask({ method: 'DELETE', path: provisioning, status: 204 })
  await ask({ method: 'POST', path: `${path}/detach`, status: 204 })
}

test('no operation about identity providers costs more than its budget', async () => {
  for (let times = 0; times < 3; times += 1) await round()
  expect(costs.size).toBe(19)
  for (const [name, cost] of costs) {
    const budget = myOrganizationBudgets[name] ?? (name.startsWith('GET ') ? readBudget : writeBudget)
    expect(cost.statements.length, name).toBeGreaterThan(0)
    expect.soft(exceeded(cost, budget), name).toBeNull()
  }
  for (const name of Object.keys(myOrganizationBudgets)) expect([...costs.keys()]).toContain(name)
})

test('a connection profile that is about some kinds of providers adds one reading of the provider', async () => {
  const id = newId('connectionProfile')
  const settings = { strategy_overrides: { samlp: { enabled_features: [] } } }
  await tenant.write(async (tx) => {
    await tx.connectionProfile.create({ data: { id, name: 'Budget', settings } })
    await tx.client.updateMany({
      where: { tenantId: tenant.id, id: clientId },
      data: { myOrganizationConfiguration: { ...configuration, connection_profile_id: id } },
    })
  })
  const settingsNow = { method: 'GET', path: '/config/identity-providers', status: 200 }
  await expect
    .poll(async () => (await ask(settingsNow)).json['strategies'])
    .toMatchObject({ samlp: { enabled_features: [] }, oidc: { enabled_features: ['provisioning'] } })
  costs.clear()
  for (let times = 0; times < 3; times += 1) await round()
  const own = '/identity-providers/{id}/provisioning'
  for (const [name, budget] of [
    [`POST ${own}`, { transactions: 2, statements: 7 }],
    [`POST ${own}/scim-tokens`, { transactions: 2, statements: 7 }],
  ] as const) {
    const cost = costs.get(name)
    if (!cost) throw new Error(`${name} was not asked.`)
    expect.soft(exceeded(cost, budget), name).toBeNull()
  }
})
