import { expect, test } from '@playwright/test'
import pg from 'pg'
import {
  consolePathOf,
  createConsoleFixture,
  createConsolePeople,
  type ConsoleFixture,
} from './console/fixture'
import {
  consolePagesLinked,
  consoleRoutes,
  needsOfAction,
  needsOfPage,
  needsOfPosting,
} from './console/needs'
import { consolePagesElsewhere } from './console/registry'
import { RestrictedOperator } from './console/restricted-operator'
import {
  consoleActionsListed,
  consoleFixtureFor,
  consoleNameOf,
  postInConsole,
  reviewedFor,
} from './console/sender'
import { asSuperuser } from './database'
import { call } from './oidc-caller'
import { consolePagesBuilt } from './pages'
import { digestOf } from './tenant-digest'

test.describe.configure({ mode: 'serial' })

let client: pg.Client
let at: ConsoleFixture
/** Set by the first test that restricts the operator’s permissions. */
let restricted: RestrictedOperator
const pages = consolePagesBuilt().filter((pattern) => consolePagesElsewhere[pattern] === undefined)

test.beforeAll(async ({ baseURL }) => {
  client = new pg.Client(asSuperuser())
  await client.connect()
  // At a full hour it may delete rows of the tenant between two digests.
  await client.query("DELETE FROM pgboss.schedule WHERE name = 'housekeeping'")
  at = await createConsoleFixture(await createConsolePeople(baseURL ?? ''))
})
test.afterAll(() => client.end())

test('the owner of an organization finds no page of the console, and visitors sign in first', async () => {
  for (const pattern of pages) {
    const path = consolePathOf(pattern, at)
    expect((await at.ownerVisitor.get(path)).status, pattern).toBe(404)
    const visitor = await call(at.tenant.url, path)
    expect(visitor.status, pattern).toBe(307)
    expect(visitor.headers['location'], pattern).toContain('/sign-in?return_to=')
  }
})

test('an operator of another tenant finds nothing of this one', async ({ baseURL }) => {
  const { visitor } = await createConsolePeople(baseURL ?? '')
  const elsewhere = await visitor.at(at.tenant)
  for (const pattern of pages) {
    const answer = await elsewhere.get(consolePathOf(pattern, at))
    expect(answer.location, pattern).toContain('/sign-in')
  }
  for (const pattern of pages.filter((one) => one.includes('[')))
    expect((await visitor.get(consolePathOf(pattern, at))).status, pattern).toBe(404)
})

test('operators who may only read see every page that does not create something', async () => {
  for (const pattern of pages) {
    const status = pattern.endsWith('/new') ? 404 : 200
    expect.soft((await at.readerVisitor.get(consolePathOf(pattern, at))).status, pattern).toBe(status)
  }
})

test('no action of the console is done by a reader, an owner or another tenant’s operator', async ({
  baseURL,
}) => {
  const { visitor } = await createConsolePeople(baseURL ?? '')
  const elsewhere = await visitor.at(at.tenant)
  const seen = await digestOf(client, at.tenant.id)
  for (const action of consoleActionsListed()) {
    const name = consoleNameOf(action)
    expect(await postInConsole(action, at, at.readerVisitor), name).toBe('not found')
    expect(await postInConsole(action, at, at.ownerVisitor), name).toBe('not found')
    expect(await postInConsole(action, at, elsewhere), name).toBe('sign in again')
  }
  expect(await digestOf(client, at.tenant.id)).toBe(seen)
})

/** Parameters: the tenant and the operator. */
const losses = {
  demotion: 'DELETE FROM user_roles WHERE tenant_id = $1 AND user_id = $2',
  block: 'UPDATE users SET blocked = true WHERE tenant_id = $1 AND id = $2',
}

for (const [loss, statement] of Object.entries(losses)) {
  test(`no action of the console is done if its operator’s ${loss} commits while it waits`, async () => {
    for (const action of consoleActionsListed()) {
      const name = consoleNameOf(action)
      const fixture = await reviewedFor(action, at)
      await client.query('BEGIN')
      await client.query(statement, [at.tenant.id, at.operator.id])
      const seen = await digestOf(client, at.tenant.id)
      const posting = postInConsole(action, fixture)
      const hasWaited = await Promise.race([postWaits().then(() => true), posting.then(() => false)])
      await client.query('COMMIT')
      // Otherwise it was refused for another reason.
      expect.soft(hasWaited, `${name}: whether it waited`).toBe(true)
      expect.soft(await posting, name).toBe(loss === 'block' ? 'sign in again' : 'not found')
      expect.soft(await digestOf(client, at.tenant.id), `${name}: what was written`).toBe(seen)
      await restore()
    }
  })
}

test('without one of its permissions, no page is seen or linked to, and no action is done', async () => {
  restricted = await RestrictedOperator.of(client, at)
  await restricted.allExcept()
  const path = (pattern: string) => consolePathOf(pattern, at)
  const linksOn = async (pattern: string) => consolePagesLinked((await at.visitor.get(path(pattern))).html)
  const links = new Map<string, Set<string>>()
  for (const pattern of pages) links.set(pattern, await linksOn(pattern))
  const seen = await digestOf(client, at.tenant.id)
  for (const pattern of [...pages, ...consoleRoutes()])
    for (const permission of needsOfPage(pattern)) {
      await restricted.allExcept(permission)
      const without = `${pattern} without ${permission}`
      expect.soft((await at.visitor.get(path(pattern))).status, without).toBe(404)
      const linking = pages.filter(
        (one) => links.get(one)?.has(pattern) && !needsOfPage(one).includes(permission),
      )
      // The menu is on all of them.
      for (const other of linking.slice(0, 3))
        expect.soft([...(await linksOn(other))], `${other} to ${without}`).not.toContain(pattern)
    }
  for (const action of consoleActionsListed())
    for (const permission of needsOfAction(action)) {
      await restricted.allExcept(permission)
      const name = `${consoleNameOf(action)} without ${permission}`
      expect.soft(await postInConsole(action, at), name).toBe('not found')
    }
  await restricted.allExcept()
  expect(await digestOf(client, at.tenant.id)).toBe(seen)
})

test('each page is seen, and each action done, with its permissions alone', async () => {
  for (const pattern of pages) {
    await restricted.only(needsOfPage(pattern))
    // The overview redirects people who may not read logs to the first page that they may see.
    const statuses = needsOfPage(pattern).length === 0 ? [200, 307] : [200]
    expect.soft(statuses, pattern).toContain((await at.visitor.get(consolePathOf(pattern, at))).status)
  }
  for (const action of consoleActionsListed()) {
    await restricted.allExcept()
    const fixture = await consoleFixtureFor(action, at)
    // What is shown before saving counts the operator’s own permissions, and must not change afterwards.
    if (fixture.reviewed === '') await restricted.only(needsOfPosting(action, fixture))
    const before = await digestOf(client, at.tenant.id)
    expect.soft(await postInConsole(action, fixture), consoleNameOf(action)).toBe('done')
    expect.soft(await digestOf(client, at.tenant.id), `${consoleNameOf(action)} writes`).not.toBe(before)
  }
})

async function postWaits(): Promise<void> {
  const waiting = async () => {
    const { rows } = await client.query<object>(
      'SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))',
    )
    return rows.length
  }
  await expect.poll(waiting, { intervals: [10, 20, 50] }).toBeGreaterThan(0)
}

async function restore(): Promise<void> {
  const of = [at.tenant.id, at.operator.id]
  await client.query('UPDATE users SET blocked = false WHERE tenant_id = $1 AND id = $2', of)
  await client.query(
    `INSERT INTO user_roles (tenant_id, user_id, role_id)
     SELECT $1, $2, id FROM roles WHERE tenant_id = $1 AND name = 'Operator' ON CONFLICT DO NOTHING`,
    of,
  )
}
