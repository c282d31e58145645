import { expect, test } from '@playwright/test'
import { exceeded, exceededWithNextPage } from './budgets'
import {
  consolePathOf,
  createConsoleFixture,
  createConsolePeople,
  type ConsoleFixture,
} from './console/fixture'
import {
  consoleActionBudget,
  consoleActionsElsewhere,
  consoleBudgets,
  consolePageBudget,
  consolePagesElsewhere,
} from './console/registry'
import {
  consoleActions,
  consoleActionsListed,
  consoleFixtureFor,
  consoleNameOf,
  postOnceInConsole,
} from './console/sender'
import { bytesARow, createManyRows, mostBytesARow } from './many-rows'
import { consolePagesBuilt } from './pages'
import { StatementLog } from './statement-log'

test.describe.configure({ mode: 'serial' })

let log: StatementLog
let at: ConsoleFixture

test.beforeAll(async ({ baseURL }) => {
  log = await StatementLog.open()
  at = await createConsoleFixture(await createConsolePeople(baseURL ?? ''))
  await createManyRows(at.tenant, at.organization, at.operator)
})
test.afterAll(() => log.close())

test('no page of the console costs more than its budget', async () => {
  for (const pattern of consolePagesBuilt()) {
    if (consolePagesElsewhere[pattern] !== undefined) continue
    const visit = () => at.visitor.get(consolePathOf(pattern, at))
    const { cost, result } = await log.leastCostOf(at.tenant.id, visit)
    expect.soft(result.status, pattern).toBe(200)
    expect.soft(exceeded(cost, consoleBudgets[pattern] ?? consolePageBudget), pattern).toBeNull()
  }
})

test('no list of the console sends more than 2.5 KB a row', async () => {
  const ofOrganization = `/console/organizations/${at.organization.id}`
  const lists = [
    { path: '/console/users', fewer: '/console/users?q=olu', rows: 1 },
    { path: '/console/organizations', fewer: `/console/organizations?q=${at.organization.slug}`, rows: 1 },
    { path: `${ofOrganization}/members`, fewer: `${ofOrganization}/members?q=uma`, rows: 1 },
    { path: `${ofOrganization}/invitations`, fewer: `${ofOrganization}/invitations?state=declined` },
    { path: '/console/logs', fewer: '/console/logs?to=2001-01-01' },
  ]
  for (const list of lists)
    expect.soft(await bytesARow(at.visitor, list), list.path).toBeLessThanOrEqual(mostBytesARow)
})

test('no action of the console costs more than its budget, with the page that it renders again', async () => {
  const known = [...consoleActionsListed().map(consoleNameOf), ...Object.keys(consoleActionsElsewhere)].sort()
  expect(consoleActions.map(consoleNameOf).sort()).toEqual(known)
  for (const action of consoleActionsListed()) {
    const fixture = await consoleFixtureFor(action, at)
    const { cost, result } = await log.costOf(at.tenant.id, () => postOnceInConsole(action, fixture))
    const name = consoleNameOf(action)
    expect.soft(result.end, name).toBe('done')
    const budget = consoleBudgets[name] ?? consoleActionBudget
    const over = result.redirects
      ? exceededWithNextPage(cost, { action: budget, page: consolePageBudget })
      : exceeded(cost, budget)
    expect.soft(over, name).toBeNull()
  }
})

const manyApplications = [
  `INSERT INTO clients (tenant_id, id, name, app_type, token_endpoint_auth_method)
   SELECT $1, 'many' || n, 'Machine ' || n, 'non_interactive', 'client_secret_post'
   FROM generate_series(1, 101) n RETURNING id`,
  `INSERT INTO organization_clients (tenant_id, organization_id, client_id, use_for_member_access)
   SELECT $1, $2, 'many' || n, true FROM generate_series(1, 101) n RETURNING client_id`,
  `INSERT INTO client_grants (tenant_id, id, client_id, api_id, scope, organization_usage)
   SELECT $1, 'cgr_many' || n, 'many' || n, $2, '{}', 'allow' FROM generate_series(1, 101) n RETURNING id`,
  `INSERT INTO client_grant_organizations (tenant_id, organization_id, grant_id)
   SELECT $1, $2, 'cgr_many' || n FROM generate_series(1, 101) n RETURNING grant_id`,
]

test('an organization’s applications and machines are on pages that cost the same, however many there are', async ({
  browser,
}) => {
  const { id } = await at.tenant.createOrganization('Many applications')
  const path = `/console/organizations/${id}/applications`
  const costAt = async (path: string) =>
    (await log.leastCostOf(at.tenant.id, () => at.visitor.get(path))).cost.statements.length
  const empty = await costAt(path)
  for (const text of manyApplications)
    await at.tenant.query(
      text,
      [text.includes('INTO client_grants ') ? at.apiId : id].slice(0, text.includes('$2') ? 1 : 0),
    )
  expect(await costAt(path)).toBe(empty)
  const page = await at.visitor.open(browser, at.tenant.url)
  const shown = async (list: string) => page.getByRole('list', { name: list }).getByRole('listitem').count()
  const seen = new Set<string>()
  await page.goto(path)
  const next = page
    .getByRole('navigation', { name: 'Pages of applications' })
    .getByRole('link', { name: 'Next' })
  await expect(page.getByRole('navigation', { name: 'Pages of machines' })).toContainText('1–25 of 101')
  for (const number of [1, 2, 3, 4, 5]) {
    await expect(page.getByRole('navigation', { name: 'Pages of applications' })).toContainText(
      number === 5 ? '101–101 of 101' : `${String(number * 25 - 24)}–${String(number * 25)} of 101`,
    )
    for (const text of await page
      .getByRole('list', { name: 'Applications' })
      .locator('code')
      .allTextContents())
      seen.add(text)
    if (number < 5) await next.click()
  }
  expect(seen.size).toBe(101)
  await page.goto(`${path}?page=2&machines=5`)
  expect(await shown('Applications')).toBe(25)
  expect(await shown('Machines')).toBe(1)
  await next.click()
  await expect(page).toHaveURL(/page=3&machines=5$/)
  expect(await costAt(`${path}?page=5&machines=5`)).toBe(empty)
})
