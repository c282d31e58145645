import { expect, test, type APIResponse } from '@playwright/test'
import pg from 'pg'
import { elsewhere, inputs, type ActionInput, type LossName } from './action-inputs'
import { listActions, needsPerson, type Action } from './actions'
import { asSuperuser } from './database'
import { digestOf, makePeople, makeScene, type People, type Scene } from './portal-scene'

const base = process.env['FOYER_E2E_URL'] ?? 'http://localhost:3100'
const actions = listActions().filter(
  (action) =>
    needsPerson(action) || nameOf(action) === '[ticket] accept' || nameOf(action) === '[ticket] decline',
)

/** Each takes the tenant, the organization and the person. */
const losses: Record<LossName, string> = {
  removal: 'DELETE FROM members WHERE tenant_id = $1 AND organization_id = $2 AND user_id = $3',
  demotion: 'DELETE FROM member_roles WHERE tenant_id = $1 AND organization_id = $2 AND user_id = $3',
  block: 'UPDATE users SET blocked = $2 IS NOT NULL WHERE tenant_id = $1 AND id = $3',
  suspension:
    'UPDATE members SET suspended_at = now() WHERE tenant_id = $1 AND organization_id = $2 AND user_id = $3',
}

test.describe.configure({ mode: 'serial' })

let people: People
let client: pg.Client
const scenes = new Map<string, Scene>()

test.beforeAll(async () => {
  people = await makePeople(base)
  client = new pg.Client(asSuperuser())
  await client.connect()
  for (const action of listed()) {
    const [name, scene] = [nameOf(action), await makeScene(people)]
    scenes.set(name, scene)
    // The first post answers with what saving would change; that is sent along to save it.
    if (name === 'roles change')
      scenes.set(name, { ...scene, reviewed: await reviewedBy(await send(action)) })
  }
})
test.afterAll(() => client.end())

/** `settings rename`: the folder of its file, and its own name. */
function nameOf({ file, name }: Action): string {
  return `${file.split('/').at(-2)} ${name}`
}

/** Those with an input, in its order. */
function listed(): Action[] {
  return Object.keys(inputs).flatMap((name) => actions.filter((action) => nameOf(action) === name))
}

function inputOf(action: Action): { input: ActionInput; at: Scene } {
  const [input, at] = [inputs[nameOf(action)], scenes.get(nameOf(action))]
  if (!input || !at) throw new Error(`${nameOf(action)} has no input.`)
  return { input, at }
}

async function post(action: Action): Promise<string> {
  return endOf(await send(action))
}

function send(action: Action): Promise<APIResponse> {
  const { input, at } = inputOf(action)
  const args = [
    ...(action.file.includes('/o/[slug]/(portal)/') ? [at.place.slug] : []),
    ...(input.takesFormAlone ? [] : [{ status: 'idle' }]),
    '$K1',
  ]
  const fields = Object.entries(input.fields(at)).map(([name, value]): [string, string] => [
    `1_${name}`,
    value,
  ])
  const path = input.path?.(at) ?? action.path.replace('[slug]', at.place.slug)
  return at.visitor.post(path, {
    headers: { 'next-action': action.id, accept: 'text/x-component', origin: at.tenant.url },
    multipart: { ...Object.fromEntries<string>(fields), '0': JSON.stringify(args) },
  })
}

async function endOf(answer: APIResponse): Promise<string> {
  const redirect = answer.headers()['x-action-redirect']
  if (redirect !== undefined) return redirect.includes('/sign-in') ? 'sign in again' : 'done'
  if (answer.status() === 404) return 'not found'
  const said = await answer.text()
  return said.includes('"status":"done"') ? 'done' : `${answer.status()} ${said.slice(0, 300)}`
}

async function reviewedBy(answer: APIResponse): Promise<string> {
  return /"reviewed":"([^"]+)"/.exec(await answer.text())?.[1] ?? ''
}

/** Posts while the loss is under way, which commits once the post waits for it. */
async function postBehind(action: Action, loss: LossName): Promise<string> {
  const { tenant, place, person } = inputOf(action).at
  await client.query('BEGIN')
  await client.query(losses[loss], [tenant.id, place.id, person.id])
  const seen = await digestOf(client, tenant.id)
  const posting = post(action)
  const hasWaited = await Promise.race([somebodyWaits().then(() => true), posting.then(() => false)])
  await client.query('COMMIT')
  const end = await posting
  expect(await digestOf(client, tenant.id), `${nameOf(action)}: what was written behind ${loss}`).toBe(seen)
  return hasWaited ? end : `${end}, without waiting`
}

async function somebodyWaits(): Promise<void> {
  const waiting = async () => {
    const { rows } = await client.query<object>(
      'SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))',
    )
    return rows.length
  }
  await expect.poll(waiting, { intervals: [10, 20, 50], timeout: 4000 }).toBeGreaterThan(0)
}

/** Takes what makes the rows of a member and a person again, so that the next loss finds them. */
async function kept({ tenant, place, person }: Scene): Promise<() => Promise<void>> {
  const of = [tenant.id, place.id, person.id]
  const rowsOf = async (table: string) => {
    const where = 'tenant_id = $1 AND organization_id = $2 AND user_id = $3'
    const { rows } = await client.query<{ rows: unknown }>(
      `SELECT jsonb_agg(to_jsonb(t)) AS rows FROM ${table} t WHERE ${where}`,
      of,
    )
    return JSON.stringify(rows[0]?.rows)
  }
  const [members, roles] = [await rowsOf('members'), await rowsOf('member_roles')]
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

test('every action of somebody who is signed in has an input here, or is tested elsewhere', () => {
  const known = [...Object.keys(inputs), ...Object.keys(elsewhere)].sort()
  expect(actions.map(nameOf).sort()).toEqual(known)
})

test('no action is done behind a loss of permission', async () => {
  for (const action of listed()) {
    const { input, at } = inputOf(action)
    const restore = await kept(at)
    for (const loss of input.losses) {
      const refusal = loss === 'block' ? 'sign in again' : 'not found'
      expect(await postBehind(action, loss), `${nameOf(action)} behind ${loss}`).toBe(refusal)
      await restore()
    }
  }
})

test('each of them is done when nothing is lost', async () => {
  for (const action of listed()) {
    const before = await digestOf(client, people.tenant.id)
    expect(await post(action), nameOf(action)).toBe('done')
    expect(await digestOf(client, people.tenant.id), `${nameOf(action)} writes`).not.toBe(before)
  }
})
