import { expect, test } from '@playwright/test'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { exceeded, readBudget, writeBudget, type Budget } from './budgets'
import { call, type Answer, type OwnClient } from './oidc-caller'
import { managementToken } from '@/test/fixtures/applications'
import { createPortalUsers, createPortalFixture, type PortalFixture } from './portal-fixture'
import { type Cost, StatementLog } from './statement-log'

const base = process.env['FOYER_E2E_URL'] ?? 'http://localhost:3100'
const published = z.object({
  paths: z.record(
    z.string(),
    z.object({
      get: z.object({ parameters: z.array(z.object({ name: z.string() })).default([]) }).optional(),
    }),
  ),
})

test.describe.configure({ mode: 'serial' })

let log: StatementLog
let at: PortalFixture
let bearer: string
let machine: OwnClient

test.beforeAll(async () => {
  log = await StatementLog.open()
  at = await createPortalFixture(await createPortalUsers(base))
  const client = await managementToken(at.tenant)
  bearer = client.bearer
  machine = client.machine
})
test.afterAll(() => log.close())

function ask(method: string, path: string, body?: object): Promise<Answer> {
  const headers = { authorization: bearer, 'content-type': 'application/json' }
  return call(at.tenant.url, `/api/v2${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

function costOf(work: () => Promise<Answer>) {
  return log.leastCostOf(at.tenant.id, work)
}

/** The parameters of a path, by what stands before them. */
function filled(path: string): string {
  const ids: Record<string, string> = {
    organizations: at.organization.id,
    users: at.other.id,
    roles: at.memberRoleId,
    members: at.other.id,
    invitations: at.invitationId,
    clients: machine.id,
    'client-grants': `cgr_${machine.id}`,
    connections: at.emailConnectionId,
    enabled_connections: at.emailConnectionId,
    sessions: at.otherSessionId,
    'user-blocks': at.other.id,
    'resource-servers': `${at.tenant.url}/api/v2/`,
    name: at.organization.slug,
  }
  return path.replaceAll(
    /([\w-]+)\/\{\w+\}/g,
    (_, noun: string) => `${noun}/${encodeURIComponent(ids[noun] ?? 'none')}`,
  )
}

async function expectWithin(name: string, budget: Budget, work: () => Promise<Answer>): Promise<number> {
  const { cost, result } = await costOf(work)
  if (result.status < 300 && budget === writeBudget) expect(cost.transactions, name).toBeGreaterThan(0)
  expect.soft(exceeded(cost, budget), `${name}: ${result.status}`).toBeNull()
  return result.status
}

test('no operation of the Management API that reads costs more than its budget', async () => {
  const { paths } = published.parse((await ask('GET', '/openapi.json')).json)
  const statuses = []
  for (const [path, { get }] of Object.entries(paths)) {
    if (get === undefined) continue
    // A list costs most where its rows are counted.
    const isCounted = get.parameters.some(({ name }) => name === 'include_totals')
    const query =
      path === '/users-by-email' ? `?email=${at.other.email}` : isCounted ? '?include_totals=true' : ''
    statuses.push(await expectWithin(`GET ${path}`, readBudget, () => ask('GET', `${filled(path)}${query}`)))
  }
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(40)
})

test('no write that programs often make costs more than its budget', async () => {
  const organization = `/organizations/${at.organization.id}`
  const invitee = () => ({ email: `${randomBytes(6).toString('hex')}@journey.test` })
  const inviter = { name: 'Otto Other' }
  const writes: [string, number, () => Promise<Answer>][] = [
    [
      'POST /organizations',
      201,
      () => ask('POST', '/organizations', { name: `new-${randomBytes(6).toString('hex')}` }),
    ],
    ['PATCH /organizations/{id}', 200, () => ask('PATCH', organization, { display_name: 'Harbour' })],
    [
      'POST /organizations/{id}/invitations',
      200,
      () =>
        ask('POST', `${organization}/invitations`, { invitee: invitee(), inviter, client_id: machine.id }),
    ],
    [
      'POST /organizations/{id}/members/{user_id}/roles',
      204,
      () =>
        ask('POST', `${organization}/members/${encodeURIComponent(at.other.id)}/roles`, {
          roles: [at.memberRoleId],
        }),
    ],
  ]
  for (const [name, status, work] of writes)
    expect(await expectWithin(name, writeBudget, work), name).toBe(status)
})

test('directory sync costs no more than its budget', async () => {
  const name = '/connections/{id}/scim-configuration'
  const own = `/connections/${at.directory.id}/scim-configuration`
  for (const part of ['', '/default-mapping', '/tokens'])
    expect(await expectWithin(`GET ${name}${part}`, readBudget, () => ask('GET', `${own}${part}`))).toBe(200)
  let token = at.directory.tokenId
  const writes: [string, number, () => Promise<Answer>][] = [
    [`DELETE ${name}/tokens/{tokenId}`, 204, () => ask('DELETE', `${own}/tokens/${token}`)],
    [`DELETE ${name}`, 204, () => ask('DELETE', own)],
    [`POST ${name}`, 201, () => ask('POST', own)],
    [`POST ${name}/tokens`, 201, () => ask('POST', `${own}/tokens`, { token_lifetime: 3600 })],
  ]
  const least = new Map<string, Cost>()
  for (let times = 0; times < 3; times++)
    for (const [write, status, work] of writes) {
      const { cost, result } = await log.costOf(at.tenant.id, work)
      expect(result.status, write).toBe(status)
      token = z.object({ token_id: z.string() }).safeParse(result.json).data?.token_id ?? token
      const before = least.get(write)
      if (!before || cost.statements.length < before.statements.length) least.set(write, cost)
    }
  for (const [write, cost] of least) {
    expect(cost.transactions, write).toBe(1)
    expect.soft(exceeded(cost, writeBudget), write).toBeNull()
  }
})

for (const name of ['/connection-profiles', '/self-service-profiles', '/user-attribute-profiles'])
  test(`${name} costs no more than its budget`, async () => {
    const body =
      name === '/user-attribute-profiles' ? { name: 'Budget', user_attributes: {} } : { name: 'Budget' }
    const create = () => ask('POST', name, body)
    const created: string[] = []
    for (let times = 0; times < 5; times++)
      created.push(z.object({ id: z.string() }).parse((await create()).json).id)
    const own = `${name}/${created.pop()}`
    const rename = () => ask('PATCH', own, { name: randomBytes(6).toString('hex') })
    expect(await expectWithin(`GET ${name}/{id}`, readBudget, () => ask('GET', own))).toBe(200)
    expect(await expectWithin(`PATCH ${name}/{id}`, writeBudget, rename)).toBe(200)
    expect(await expectWithin(`POST ${name}`, writeBudget, create)).toBe(201)
    const remove = () => ask('DELETE', `${name}/${created.pop()}`)
    expect(await expectWithin(`DELETE ${name}/{id}`, writeBudget, remove)).toBe(204)
  })

test('inviting takes the same statements for one person and for a hundred', async () => {
  const path = `/organizations/${at.organization.id}/invitations/bulk`
  const invite = (count: number) =>
    ask('POST', path, {
      inviter: { name: 'Otto Other' },
      client_id: machine.id,
      roles: [at.memberRoleId],
      invitations: Array.from({ length: count }, () => ({
        invitee: { email: `${randomBytes(6).toString('hex')}@journey.test` },
      })),
    })
  const statementsFor = async (count: number) => {
    await log.untilEmailsAreSent(at.tenant.id)
    const { cost, result } = await log.costOf(at.tenant.id, () => invite(count))
    expect(JSON.stringify(result.json).match(/"verdict":"invited"/g)).toHaveLength(count)
    return cost
  }
  // The signing keys are kept for some time, so that one request in many reads them: the lesser of two counts.
  const costFor = async (count: number) => {
    const first = await statementsFor(count)
    const second = await statementsFor(count)
    return first.statements.length < second.statements.length ? first : second
  }
  const one = await costFor(1)
  const hundred = await costFor(100)
  await log.untilEmailsAreSent(at.tenant.id)
  for (const cost of [one, hundred]) expect.soft(exceeded(cost, writeBudget)).toBeNull()
  expect(hundred.statements.length).toBe(one.statements.length)
})

/** Adds that many members to a new organization, gives one of them that many roles, and takes all of it back. */
async function costsOfMembers(many: number): Promise<Record<string, number>> {
  const organization = await at.tenant.createOrganization()
  const members: string[] = []
  const roles: string[] = []
  for (let nth = 0; nth < many; nth++) {
    members.push((await at.tenant.createUser('Mia Member')).id)
    roles.push(
      await at.tenant.createRole(
        `Role ${nth}`,
        [{ api: 'portal', name: 'read:organization_members' }],
        organization,
      ),
    )
  }
  const rolesPath = `/organizations/${organization.id}/members/${encodeURIComponent(members[0] ?? '')}/roles`
  const membersPath = `/organizations/${organization.id}/members`
  const writes: [string, () => Promise<Answer>][] = [
    ['POST /organizations/{id}/members', () => ask('POST', membersPath, { members })],
    ['POST /organizations/{id}/members/{user_id}/roles', () => ask('POST', rolesPath, { roles })],
    ['DELETE /organizations/{id}/members/{user_id}/roles', () => ask('DELETE', rolesPath, { roles })],
    ['DELETE /organizations/{id}/members', () => ask('DELETE', membersPath, { members })],
  ]
  const costs: Record<string, number> = {}
  for (const [name, work] of writes) {
    const { cost, result } = await log.costOf(at.tenant.id, work)
    expect(result.status, name).toBe(204)
    expect(cost.statements.length, name).toBeGreaterThan(2)
    expect.soft(exceeded(cost, writeBudget), `${name}: ${many}`).toBeNull()
    costs[name] = cost.statements.length
  }
  return costs
}

test('changes of members cost the same whatever the number of members and roles', async () => {
  expect(await costsOfMembers(10)).toEqual(await costsOfMembers(1))
})

test('an organization costs the same whatever the number of roles it starts with', async () => {
  const create = () => ask('POST', '/organizations', { name: `new-${randomBytes(6).toString('hex')}` })
  const one = await costOf(create)
  await at.tenant.query(
    `WITH template AS (
       INSERT INTO template_roles (tenant_id, id, name)
       SELECT $1, 'trl_' || n, 'First ' || n FROM generate_series(1, 12) n RETURNING id)
     INSERT INTO template_role_permissions (tenant_id, template_role_id, api_id, name)
     SELECT $1, t.id, p.api_id, p.name FROM template t
     JOIN permissions p ON p.tenant_id = $1 AND p.open_to_organizations RETURNING name`,
  )
  const many = await costOf(create)
  expect([one.result.status, many.result.status]).toEqual([201, 201])
  expect(many.cost.statements.length).toBe(one.cost.statements.length)
})
