import { expect, test } from '@playwright/test'
import pg from 'pg'
import { asSuperuser } from './database'
import {
  redeeming,
  refresh,
  token,
  userinfo,
  Visitor,
  type Answer,
  type OwnClient,
  type Sent,
} from './oidc-caller'
import { expectRefused } from './oidc-expectations'
import { documents, createBrowserApplication } from '@/test/fixtures/applications'
import { BrowserTenant, type BrowserOrganization } from '@/test/fixtures/browser-tenant'
import { claimsIn } from './relying-party'

// One after the other: together they would be more than the share of one network.
test.describe.configure({ mode: 'default' })

let tenant: BrowserTenant
let organization: BrowserOrganization
let web: OwnClient
let visitor: Visitor
let roleId: string

test.beforeAll(async ({ baseURL }) => {
  tenant = await BrowserTenant.create(baseURL)
  organization = await tenant.createOrganization()
  const ann = await tenant.createUser('Ann')
  roleId = await tenant.createRole(
    'Writer',
    sets.old.map((name) => ({ api: 'documents', name })),
    organization,
  )
  await tenant.addMember(organization, ann, ['Writer'])
  web = await createBrowserApplication(tenant)
  visitor = await Visitor.signedIn(tenant.url, ann.email)
})

const sets = {
  old: ['read:documents'],
  new: ['delete:documents', 'write:documents'],
}

test('of 50 redemptions of one code at most one is answered with tokens, and a later one ends them', async () => {
  for (let round = 0; round < 3; round++) {
    const sent = await visitor.authorize(web, { organization: organization.id })
    const answers = await all(50, () => redeem(sent))
    const winners = answers.filter(({ status }) => status === 200)
    expect(winners.length).toBeLessThanOrEqual(1)
    expectRefusedOrBusy(answers)
    expectRefused(await redeem(sent), 'invalid_grant')
    for (const { json } of winners) {
      expectRefused(await refresh(tenant.url, web, json), 'invalid_grant')
      expectRefused(await userinfo(tenant.url, json['access_token']), 'invalid_token', 401)
    }
  }
})

test('of 50 refreshes of one token exactly one has a successor, which serves', async () => {
  for (let round = 0; round < 3; round++) {
    const own = await createBrowserApplication(tenant)
    const { json: first } = await visitor.enter(own, { organization: organization.id })
    const answers = await all(50, () => refresh(tenant.url, own, first))
    const winners = answers.filter(({ status }) => status === 200)
    expect(winners).toHaveLength(1)
    expectRefusedOrBusy(answers)
    const alive = await tenant.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM token_artifacts t
       JOIN authorizations a ON a.tenant_id = t.tenant_id AND a.id = t.authorization_id AND a.client_id = $2
       WHERE t.tenant_id = $1 AND t.kind = 'RefreshToken' AND t.consumed_at IS NULL AND a.revoked_at IS NULL`,
      [own.id],
    )
    expect(alive[0]?.count).toBe(1)
    expect((await refresh(tenant.url, own, winners[0]?.json ?? {})).status).toBe(200)
  }
})

test('1,000 role edits: a token has the permissions before or after, and never the old ones after an edit', async () => {
  const editor = new pg.Client(asSuperuser())
  await editor.connect()
  const state = { edits: 0, isOver: false }
  const issuers = Array.from({ length: 6 }, () => issueUntil(state))
  for (; state.edits < 1000; state.edits++) {
    const set = state.edits % 2 === 0 ? sets.new : sets.old
    await edit(editor, set)
    if (state.edits % 50 === 49) expect(issuedSet(await fresh())).toEqual(set)
  }
  state.isOver = true
  await editor.end()
  const seen = (await Promise.all(issuers)).flat()
  const allowed = [sets.old, sets.new].map((set) => set.join(' '))
  expect([...new Set(seen)].filter((set) => !allowed.includes(set))).toEqual([])
  expect(seen.length).toBeGreaterThan(20)
  expect(new Set(seen).size).toBe(2)
})

/** Both sets are written in one transaction, as the page does it. */
async function edit(editor: pg.Client, names: string[]): Promise<void> {
  await editor.query('BEGIN')
  await editor.query('DELETE FROM role_permissions WHERE tenant_id = $1 AND role_id = $2', [
    tenant.id,
    roleId,
  ])
  await editor.query(
    `INSERT INTO role_permissions (tenant_id, role_id, usable_in, api_id, name)
     SELECT $1, r.id, r.usable_in, p.api_id, p.name
     FROM roles r JOIN apis a ON a.tenant_id = r.tenant_id AND a.identifier = $3
     JOIN permissions p ON p.tenant_id = $1 AND p.api_id = a.id AND p.name = ANY ($4)
     WHERE r.tenant_id = $1 AND r.id = $2`,
    [tenant.id, roleId, documents, names],
  )
  await editor.query('COMMIT')
}

async function fresh(): Promise<Answer> {
  return visitor.enter(web, { organization: organization.id, audience: documents })
}

/** One family of refresh tokens, used again and again. */
async function issueUntil(state: { isOver: boolean }): Promise<string[]> {
  const seen: string[] = []
  let last = await fresh()
  while (!state.isOver) {
    last = await refresh(tenant.url, web, last.json)
    seen.push(issuedSet(last).join(' '))
  }
  return seen
}

function issuedSet({ status, json, text }: Answer): string[] {
  expect(status, text).toBe(200)
  return permissionsIn(json['access_token'])
}

function permissionsIn(accessToken: unknown): string[] {
  const { permissions } = claimsIn(String(accessToken))
  return Array.isArray(permissions) ? permissions.map(String).sort() : []
}

/** Except the winner’s. On a busy machine the last of one network’s share are told to come again. */
function expectRefusedOrBusy(answers: readonly Answer[]): void {
  const competed = answers.filter(({ status }) => status !== 503)
  expect(competed.length).toBeGreaterThan(10)
  for (const answer of competed) if (answer.status !== 200) expectRefused(answer, 'invalid_grant')
}

function redeem(sent: Sent): Promise<Answer> {
  return token(tenant.url, web, redeeming(sent))
}

function all(count: number, ask: () => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: count }, ask))
}
