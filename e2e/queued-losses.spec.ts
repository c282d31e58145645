import { expect, test } from '@playwright/test'
import pg from 'pg'
import type { LossName } from './action-input'
import { elsewhere, inputs } from './action-inputs'
import { actions, fixtureFor, inputOf, listed, nameOf, post, reviewed } from './action-sender'
import type { Action } from './actions'
import { asSuperuser } from './database'
import {
  createPortalUsers,
  createPortalFixture,
  type PortalUsers,
  type PortalFixture,
} from './portal-fixture'
import { digestOf } from './tenant-digest'

const base = process.env['FOYER_E2E_URL'] ?? 'http://localhost:3100'
/** Each takes the tenant, the organization and the person. */
const losses: Record<LossName, string> = {
  removal: 'DELETE FROM members WHERE tenant_id = $1 AND organization_id = $2 AND user_id = $3',
  demotion: 'DELETE FROM member_roles WHERE tenant_id = $1 AND organization_id = $2 AND user_id = $3',
  block: 'UPDATE users SET blocked = $2::text IS NOT NULL WHERE tenant_id = $1 AND id = $3',
  suspension:
    'UPDATE members SET suspended_at = now() WHERE tenant_id = $1 AND organization_id = $2 AND user_id = $3',
}

test.describe.configure({ mode: 'serial' })

let people: PortalUsers
let client: pg.Client
let at: PortalFixture

test.beforeAll(async () => {
  people = await createPortalUsers(base)
  client = new pg.Client(asSuperuser())
  await client.connect()
  at = await reviewed(await createPortalFixture(people))
})
test.afterAll(() => client.end())

/** Posts while the loss is under way, which commits once the post waits for it. */
async function postBehind(action: Action, loss: LossName): Promise<string> {
  const { tenant, organization, person } = at
  await client.query('BEGIN')
  await client.query(losses[loss], [tenant.id, organization.id, person.id])
  const seen = await digestOf(client, tenant.id)
  const posting = post(action, at)
  const hasWaited = await Promise.race([waitForLockWaiter().then(() => true), posting.then(() => false)])
  await client.query('COMMIT')
  const end = await posting
  expect(await digestOf(client, tenant.id), `${nameOf(action)}: what was written behind ${loss}`).toBe(seen)
  return hasWaited ? end : `${end}, without waiting`
}

async function waitForLockWaiter(): Promise<void> {
  const waiting = async () => {
    const { rows } = await client.query<object>(
      'SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))',
    )
    return rows.length
  }
  await expect.poll(waiting, { intervals: [10, 20, 50] }).toBeGreaterThan(0)
}

/** Returns what restores the member and the user as they are now, for the next loss. */
async function saveMembership({ tenant, organization, person }: PortalFixture): Promise<() => Promise<void>> {
  const of = [tenant.id, organization.id, person.id]
  const rowsOf = async (table: string) => {
    const where = 'tenant_id = $1 AND organization_id = $2 AND user_id = $3'
    const { rows } = await client.query<{ rows: unknown }>(
      `SELECT jsonb_agg(to_jsonb(t)) AS rows FROM ${table} t WHERE ${where}`,
      of,
    )
    return JSON.stringify(rows[0]?.rows)
  }
  const members = await rowsOf('members')
  const roles = await rowsOf('member_roles')
  return async () => {
    await client.query(
      'DELETE FROM members WHERE tenant_id = $1 AND organization_id = $2 AND user_id = $3',
      of,
    )
    await client.query('INSERT INTO members SELECT * FROM jsonb_populate_recordset(NULL::members, $1)', [
      members,
    ])
    await client.query(
      'INSERT INTO member_roles SELECT * FROM jsonb_populate_recordset(NULL::member_roles, $1)',
      [roles],
    )
    await client.query('UPDATE users SET blocked = false WHERE tenant_id = $1 AND id = $2', [
      tenant.id,
      person.id,
    ])
  }
}

test('every action of a signed-in user has an input here, or is tested elsewhere', () => {
  const known = [...Object.keys(inputs), ...Object.keys(elsewhere)].sort()
  expect(actions.map(nameOf).sort()).toEqual(known)
})

for (const loss of ['removal', 'demotion', 'block', 'suspension'] as const) {
  test(`no action is done after its user’s ${loss} was queued first`, async () => {
    const restore = await saveMembership(at)
    for (const action of listed()) {
      if (!inputOf(action).losses.includes(loss)) continue
      const refusal = loss === 'block' ? 'sign in again' : 'not found'
      expect(await postBehind(action, loss), nameOf(action)).toBe(refusal)
      await restore()
    }
  })
}

test('each of them is done when nothing is lost', async () => {
  for (const action of listed()) {
    const fixture = await fixtureFor(action, people, at)
    const before = await digestOf(client, people.tenant.id)
    expect(await post(action, fixture), nameOf(action)).toBe('done')
    expect(await digestOf(client, people.tenant.id), `${nameOf(action)} writes`).not.toBe(before)
  }
})
