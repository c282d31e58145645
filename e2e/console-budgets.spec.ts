import { expect, test } from '@playwright/test'
import { exceeded } from './budgets'
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
  postInConsole,
} from './console/sender'
import { bytesARow, createManyRows, mostBytesARow } from './many-rows'
import { consolePagesBuilt } from './pages'
import { StatementLog } from './statement-log'

test.describe.configure({ mode: 'serial' })

let log: StatementLog
let at: ConsoleFixture

test.beforeAll(async ({ baseURL }) => {
  test.setTimeout(120_000)
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
  test.setTimeout(180_000)
  const known = [...consoleActionsListed().map(consoleNameOf), ...Object.keys(consoleActionsElsewhere)].sort()
  expect(consoleActions.map(consoleNameOf).sort()).toEqual(known)
  for (const action of consoleActionsListed()) {
    const fixture = await consoleFixtureFor(action, at)
    const { cost, result } = await log.costOf(at.tenant.id, () => postInConsole(action, fixture))
    const name = consoleNameOf(action)
    expect.soft(result, name).toBe('done')
    expect.soft(exceeded(cost, consoleBudgets[name] ?? consoleActionBudget), name).toBeNull()
  }
})
