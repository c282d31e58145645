import { expect, test } from '@playwright/test'
import { exceeded, tokenBudgets } from './budgets'
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
  type Sent,
} from './oidc-caller'
import { documents, createBrowserApplication, createGrant } from '@/test/fixtures/applications'
import { BrowserTenant, type BrowserOrganization } from '@/test/fixtures/browser-tenant'
import { StatementLog } from './statement-log'

test.describe.configure({ mode: 'serial' })

let log: StatementLog
let tenant: BrowserTenant
let organization: BrowserOrganization
let web: OwnClient
let visitor: Visitor

test.beforeAll(async ({ baseURL }) => {
  log = await StatementLog.open()
  tenant = await BrowserTenant.create(baseURL)
  web = await createBrowserApplication(tenant)
  organization = await tenant.createOrganization()
  const person = await tenant.createUser('Ann')
  await tenant.addMember(organization, person, ['Member'])
  visitor = await Visitor.signedIn(tenant.url, person.email)
})
test.afterAll(() => log.close())

async function expectWithin(
  name: string,
  status: number,
  work: () => Promise<Pick<Answer, 'status'>>,
): Promise<void> {
  const { cost, result } = await log.leastCostOf(tenant.id, work)
  expect(result.status, name).toBe(status)
  expect(cost.statements.length, name).toBeGreaterThan(0)
  const budget = tokenBudgets[name]
  if (!budget) throw new Error(`${name} has no budget.`)
  expect.soft(exceeded(cost, budget), name).toBeNull()
}

test('a machine’s token costs two statements and no transaction', async () => {
  const machine = await createBrowserApplication(tenant, { grantTypes: ['client_credentials'] })
  await createGrant(tenant, machine, { scope: ['read:documents'], organization })
  const form = { grant_type: 'client_credentials', audience: documents, organization: organization.id }
  await expectWithin('client credentials', 200, () => token(tenant.url, machine, form))
})

test('an application in an organization, from the sign-in to the end of its tokens, stays within its budgets', async () => {
  const asks = { audience: documents, organization: organization.id }
  await expectWithin('authorize', 303, () => visitor.authorize(web, asks))
  const codes: Sent[] = []
  for (let times = 0; times < 4; times++) codes.push(await visitor.authorize(web, asks))
  await expectWithin('code exchange', 200, () => token(tenant.url, web, redeeming(codes.pop() ?? fail())))
  let tokens = await visitor.enter(web, asks)
  await expectWithin('refresh', 200, async () => (tokens = await refresh(tenant.url, web, tokens.json)))
  const { access_token: accessToken, refresh_token: refreshToken } = tokens.json
  const { json } = await visitor.enter(web, { organization: organization.id })
  await expectWithin('userinfo', 200, () => userinfo(tenant.url, json['access_token']))
  const ask = (value: unknown) => post(tenant.url, '/oauth/introspect', { ...as(web), token: String(value) })
  await expectWithin('introspection', 200, () => ask(refreshToken))
  await expectWithin('introspection', 200, () => ask(accessToken))
  await expectWithin('revocation', 200, () =>
    post(tenant.url, '/oauth/revoke', { ...as(web), token: String(refreshToken) }),
  )
})

function fail(): never {
  throw new Error('Too few codes were made.')
}
