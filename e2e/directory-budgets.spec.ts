import { expect, test } from '@playwright/test'
import type { scimResources } from '@/lib/http/scim/table'
import { addVerifiedDomain } from '@/test/fixtures/browser-connections'
import { BrowserTenant, type BrowserOrganization } from '@/test/fixtures/browser-tenant'
import { patchOf, scimUser } from '@/test/fixtures/scim-requests'
import { exceeded, scimInactiveBudget, scimReadBudget, scimWriteBudget } from './budgets'
import { addDirectoryUsers, createDirectory, type DirectoryIds } from './directory-rows'
import { call, type Answer } from './oidc-caller'
import { StatementLog } from './statement-log'

test.describe.configure({ mode: 'serial' })

let log: StatementLog
let tenant: BrowserTenant
let organization: BrowserOrganization
let directory: DirectoryIds

test.beforeAll(async ({ baseURL }) => {
  log = await StatementLog.open()
  tenant = await BrowserTenant.create(baseURL)
  organization = await tenant.createOrganization()
  const maker = await tenant.createUser('Olga Owner')
  await tenant.addMember(organization, maker, ['Owner'])
  for (const domain of ['here.test', 'journey.test']) await addVerifiedDomain(tenant, organization, domain)
  directory = await createDirectory(tenant, { organization, maker, members: 2 })
  const [role] = await tenant.query<{ id: string }>(
    `SELECT id FROM roles WHERE tenant_id = $1 AND name = 'Admin'`,
  )
  const mapped = { organizationId: organization.id, groupId: directory.groupId, usableIn: '*' }
  await tenant.write((tx) => tx.directoryGroupRole.create({ data: { ...mapped, roleId: role?.id ?? '' } }))
})
test.afterAll(() => log.close())

function ask(method: string, path: string, body?: object): Promise<Answer> {
  return call(tenant.url, `/scim/v2/connections/${directory.id}${path}`, {
    method,
    headers: { authorization: `Bearer ${directory.token}`, 'content-type': 'application/scim+json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

/** New users, in no group. */
function newUsers(count = 1): Promise<string[]> {
  return addDirectoryUsers(tenant, { organization, connectionId: directory.id, groupId: null, count })
}

let names = 0
function newName(): string {
  names += 1
  return `name${names}`
}

interface Example {
  status: number
  prepare?: () => Promise<readonly string[]>
  /** Of what was prepared. */
  run: (ids: readonly string[]) => Promise<Answer>
}

type Resources = typeof scimResources
type ScimOperation = {
  [Path in keyof Resources]: `${keyof Resources[Path] & string} ${Path}`
}[keyof Resources]

/** What costs most of each operation: `filter` and `members` are read, and roles and sessions change. */
const examples: Record<ScimOperation, Example> = {
  'GET /ServiceProviderConfig': { status: 200, run: () => ask('GET', '/ServiceProviderConfig') },
  'GET /ResourceTypes': { status: 200, run: () => ask('GET', '/ResourceTypes') },
  'GET /ResourceTypes/{id}': { status: 200, run: () => ask('GET', '/ResourceTypes/User') },
  'GET /Schemas': { status: 200, run: () => ask('GET', '/Schemas') },
  'GET /Schemas/{id}': {
    status: 200,
    run: () => ask('GET', '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User'),
  },
  'GET /Users': { status: 200, run: () => ask('GET', '/Users?filter=active%20eq%20true&count=10') },
  'POST /Users': { status: 201, run: () => ask('POST', '/Users', scimUser(newName())) },
  'GET /Users/{id}': { status: 200, prepare: newUsers, run: ([id]) => ask('GET', `/Users/${id}`) },
  'PUT /Users/{id}': {
    status: 200,
    prepare: newUsers,
    run: ([id]) => ask('PUT', `/Users/${id}`, scimUser(newName(), { active: false })),
  },
  'PATCH /Users/{id}': {
    status: 200,
    prepare: newUsers,
    run: ([id]) => ask('PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' })),
  },
  'DELETE /Users/{id}': { status: 204, prepare: newUsers, run: ([id]) => ask('DELETE', `/Users/${id}`) },
  'GET /Groups': { status: 200, run: () => ask('GET', '/Groups') },
  'POST /Groups': {
    status: 201,
    prepare: newUsers,
    run: (ids) => ask('POST', '/Groups', groupOf(ids)),
  },
  'GET /Groups/{id}': { status: 200, run: () => ask('GET', `/Groups/${directory.groupId}`) },
  'PUT /Groups/{id}': {
    status: 200,
    prepare: newUsers,
    run: (ids) => ask('PUT', `/Groups/${directory.groupId}`, groupOf(ids)),
  },
  'PATCH /Groups/{id}': { status: 200, prepare: newUsers, run: add },
  'DELETE /Groups/{id}': {
    status: 204,
    prepare: mappedGroup,
    run: ([id]) => ask('DELETE', `/Groups/${id}`),
  },
  'POST /token': {
    status: 200,
    run: () =>
      ask('POST', '/token', {
        grant_type: 'client_credentials',
        client_id: directory.id,
        client_secret: directory.token,
      }),
  },
  'POST /Bulk': { status: 501, run: () => ask('POST', '/Bulk', { Operations: [] }) },
  ...notThere('GET /Me', 'POST /Me', 'PUT /Me', 'PATCH /Me', 'DELETE /Me'),
}

function notThere<Name extends ScimOperation>(...names: Name[]): Record<Name, Example> {
  const exampleOf = (name: Name): Example => ({
    status: 501,
    run: () => ask(name.split(' ')[0] ?? '', '/Me'),
  })
  return Object.fromEntries(names.map((name) => [name, exampleOf(name)])) as Record<Name, Example>
}

function groupOf(ids: readonly string[]): object {
  return { displayName: `Group ${newName()}`, members: ids.map((value) => ({ value })) }
}

function add(ids: readonly string[]): Promise<Answer> {
  const value = ids.map((id) => ({ value: id }))
  return ask('PATCH', `/Groups/${directory.groupId}`, patchOf({ op: 'Add', path: 'members', value }))
}

/** It alone gives its member a role. */
async function mappedGroup(): Promise<string[]> {
  const { json } = await ask('POST', '/Groups', groupOf(await newUsers()))
  const id = String(json['id'])
  await tenant.query(
    `INSERT INTO directory_group_roles (tenant_id, organization_id, group_id, role_id, usable_in)
     SELECT gr.tenant_id, gr.organization_id, '${id}', gr.role_id, gr.usable_in FROM directory_group_roles gr
     WHERE gr.tenant_id = $1 AND gr.group_id = '${directory.groupId}' RETURNING group_id`,
  )
  return [id]
}

/** The least of three, since what others do at the same time counts. */
async function leastCost({ prepare, run, status }: Example, name: string) {
  const costs = []
  for (let times = 0; times < 3; times++) {
    const ids = (await prepare?.()) ?? []
    const { cost, result } = await log.costOf(tenant.id, () => run(ids))
    expect(result.status, `${name}: ${result.text}`).toBe(status)
    costs.push(cost)
  }
  const [least] = costs.sort((one, other) => one.statements.length - other.statements.length)
  if (!least) throw new Error('Nothing was counted.')
  return least
}

test('no operation costs more than its budget', async () => {
  for (const [name, example] of Object.entries(examples)) {
    const cost = await leastCost(example, name)
    const budget = name.startsWith('GET') ? scimReadBudget : scimWriteBudget
    // The token, and the log, which has no line for tokens.
    expect.soft(cost.statements.length, name).toBeGreaterThan(name === 'POST /token' ? 0 : 1)
    expect.soft(exceeded(cost, budget), name).toBeNull()
  }
})

test('creating a user who is inactive costs no more than an active one', async () => {
  const create = (active: boolean) => ask('POST', '/Users', scimUser(newName(), { active }))
  const active = await leastCost({ status: 201, run: () => create(true) }, 'active')
  const inactive = await leastCost({ status: 201, run: () => create(false) }, 'inactive')
  expect(inactive.statements.length).toBeLessThanOrEqual(active.statements.length)
  expect(inactive.transactions).toBe(active.transactions)
})

test('making someone who has an account inactive at once is within the budget', async () => {
  for (const [roles, budget] of [
    [null, scimInactiveBudget],
    [['Viewer'], scimWriteBudget],
  ] as const) {
    const prepare = async () => {
      const user = await tenant.createUser('Ina Inactive')
      if (roles) await tenant.addMember(organization, user, [...roles])
      return [user.email]
    }
    const run = ([value]: readonly string[]) =>
      ask('POST', '/Users', scimUser(newName(), { active: false, emails: [{ value }] }))
    const cost = await leastCost({ status: 201, prepare, run }, String(roles))
    expect.soft(exceeded(cost, budget), String(roles)).toBeNull()
  }
})

test('a change of a group costs the same whether one member gets its roles or a hundred do', async () => {
  const one = await leastCost({ status: 200, prepare: () => newUsers(1), run: add }, 'one')
  const hundred = await leastCost({ status: 200, prepare: () => newUsers(100), run: add }, 'hundred')
  expect(hundred.statements.length).toBe(one.statements.length)
  expect(hundred.transactions).toBe(one.transactions)
})
