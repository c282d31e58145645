import { expect, test } from '@playwright/test'
import { actions, fixtureFor, listed, nameOf, postOnce, reviewed } from './action-sender'
import { elsewhere } from './action-inputs'
import {
  actionBudget,
  actionBudgets,
  exceeded,
  exceededWithNextPage,
  pageBudget,
  pageBudgets,
  pagesElsewhere,
  signedOutPages,
} from './budgets'
import { bytesARow, createManyRows, mostBytesARow } from './many-rows'
import { call } from './oidc-caller'
import { pagesBuilt, pathOf } from './pages'
import {
  createPortalUsers,
  createPortalFixture,
  type PortalUsers,
  type PortalFixture,
} from './portal-fixture'
import { StatementLog } from './statement-log'

const base = process.env['FOYER_E2E_URL'] ?? 'http://localhost:3100'

test.describe.configure({ mode: 'serial' })

let log: StatementLog
let people: PortalUsers
let at: PortalFixture

test.beforeAll(async () => {
  log = await StatementLog.open()
  people = await createPortalUsers(base)
  at = await reviewed(await createPortalFixture(people))
  await createManyRows(people.tenant, at.organization, people.person)
})
test.afterAll(() => log.close())

function visit(pattern: string): Promise<{ status: number }> {
  const path = pathOf(pattern, at)
  return signedOutPages.includes(pattern) ? call(people.tenant.url, path) : at.visitor.get(path)
}

test('every page that is named here is one of the build', () => {
  const named = [...Object.keys(pageBudgets), ...Object.keys(pagesElsewhere), ...signedOutPages]
  expect(named.filter((path) => !pagesBuilt().includes(path))).toEqual([])
})

test('no page costs more than its budget', async () => {
  for (const pattern of pagesBuilt()) {
    if (pagesElsewhere[pattern] !== undefined) continue
    const { cost, result } = await log.leastCostOf(people.tenant.id, () => visit(pattern))
    expect(result.status, pattern).toBe(200)
    expect.soft(exceeded(cost, pageBudgets[pattern] ?? pageBudget), pattern).toBeNull()
  }
})

test('a search costs no more than the page that it is on', async () => {
  for (const path of ['members?q=paula', 'security/second-factor?q=paula', 'security/second-factor?q=zzz']) {
    const get = () => at.visitor.get(`/o/${at.organization.slug}/${path}`)
    const { cost, result } = await log.leastCostOf(people.tenant.id, get)
    expect(result.status, path).toBe(200)
    expect.soft(exceeded(cost, pageBudget), path).toBeNull()
  }
})

test('no list of the portal sends more than 2.5 KB a row', async () => {
  const path = (list: string) => `/o/${at.organization.slug}/${list}`
  const lists = [
    { path: path('members'), fewer: path('members?q=paula'), rows: 1 },
    { path: path('invitations'), fewer: path('invitations?q=7@'), rows: 1 },
    { path: path('audit'), fewer: path('audit?to=2001-01-01') },
    // A role is a column, with a cell for each permission.
    { path: path('roles'), fewer: path('roles?page=2'), rows: 1, most: 3_700 },
  ]
  for (const list of lists)
    expect.soft(await bytesARow(at.visitor, list), list.path).toBeLessThanOrEqual(list.most ?? mostBytesARow)
})

test('no action costs more than its budget, with the page that it renders again', async () => {
  const known = [...listed().map(nameOf), ...Object.keys(elsewhere)].sort()
  expect(actions.map(nameOf).sort()).toEqual(known)
  for (const action of listed()) {
    const fixture = await fixtureFor(action, people, at)
    const { cost, result } = await log.costOf(people.tenant.id, () => postOnce(action, fixture))
    const { end, redirects } = result
    expect(end, nameOf(action)).toBe('done')
    expect(cost.statements.length, nameOf(action)).toBeGreaterThan(2)
    const budget = actionBudgets[nameOf(action)] ?? actionBudget
    const over = redirects
      ? exceededWithNextPage(cost, { action: budget, page: pageBudget })
      : exceeded(cost, budget)
    expect.soft(over, nameOf(action)).toBeNull()
  }
})

test('the session endpoint costs one statement and no transaction', async () => {
  await log.untilEmailsAreSent(people.tenant.id)
  // A request that a busy server refuses costs nothing.
  const askForSession = () =>
    expect.poll(async () => (await at.visitor.get('/api/auth/session')).html).toContain(people.person.email)
  const { cost } = await log.leastCostOf(people.tenant.id, askForSession)
  expect(cost).toEqual({ transactions: 0, statements: [expect.stringContaining('foyer.')] })
})
