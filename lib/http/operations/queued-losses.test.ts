import { beforeAll, expect, it, vi } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { routes, type Route } from '@/test/api-routes'
import { attempt, pathOf } from '@/test/attempts'
import type { LossWork } from '@/test/queued-loss'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { fingerprint, createForeignTenant, type ForeignTenant } from '@/test/fixtures/foreign-tenant'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

const everything = managementPermissions.map(({ name }) => name)
let foreign: ForeignTenant
let api: Api
let writes: Route[]

beforeAll(async () => {
  foreign = await createForeignTenant()
  api = await startApi(foreign.tenant)
  const provider = {
    name: 'resend',
    enabled: true,
    default_from_address: 'hello@acme.test',
    credentials: { api_key: 're_Q2f8vYhP_abcdefgh' },
  }
  const set = await (await api.asMachine(['create:email_provider'])).send('POST', 'emails/provider', provider)
  if (set.status !== 201) throw new Error(`The email provider is not set: ${set.text}`)
  writes = (await routes()).filter(
    (route) => route.method !== 'GET' && !route.operation.isMissing && !writeNothing.has(nameOf(route)),
  )
})

/** Operations that only confirm fixed values. */
const writeNothing = new Set([
  'PATCH /connections/{id}/clients',
  'PATCH /connections/{id}/scim-configuration',
  'PATCH /prompts',
  'DELETE /grants',
])

/** Requests that reach the change where a sample of the schema does not. */
const given: Record<string, (at: ForeignTenant) => { query?: string; body?: unknown }> = {
  'POST /connections': () => ({
    body: {
      name: 'acme-okta',
      strategy: 'oidc',
      options: { issuer: 'https://acme.okta.test', client_id: 'foyer', client_secret: 'not so secret' },
    },
  }),
  'DELETE /connections/{id}/users': ({ owner }) => ({ query: `?email=${owner.email}` }),
  'POST /organizations/{id}/clients': ({ names }) => ({
    body: { clients: [{ client_id: names['client_id'], use_for_member_access: true }] },
  }),
  'PATCH /organizations/{id}/discovery-domains/{discovery_domain_id}': () => ({
    body: { use_for_organization_discovery: false },
  }),
  'POST /users': () => ({
    body: { connection: 'password', email: 'new@tenant.test', password: 'a long and odd phrase' },
  }),
}

interface Loss {
  lose: LossWork
  restore: LossWork
  /** Of the answer. */
  status: number
}

/** The requests with another answer, or one without waiting, while the loss is not yet committed. */
async function notRefused(caller: ApiCaller, requested: Route[], loss: Loss): Promise<string[]> {
  const before = await fingerprint(foreign, 'nobody')
  const found: string[] = []
  for (const route of requested) {
    const { status, hasWaited } = await answerBehind(loss, () => send(caller, route))
    if (status !== loss.status || !hasWaited)
      found.push(`${nameOf(route)}: ${status}${hasWaited ? '' : ', without waiting'}`)
    await foreign.tenant.read(loss.restore)
  }
  expect(await fingerprint(foreign, 'nobody')).toBe(before)
  return found
}

async function answerBehind(
  { lose }: Loss,
  ask: () => Promise<{ status: number }>,
): Promise<{ status: number; hasWaited: boolean }> {
  const context: Promise<{ status: number }>[] = []
  const hasWaited = await foreign.tenant.read(async (tx) => {
    await lose(tx)
    const answering = ask()
    context.push(answering)
    return await Promise.race([waitForLockWaiter(tx).then(() => true), answering.then(() => false)])
  })
  const [answer] = await Promise.all(context)
  return { status: answer?.status ?? 0, hasWaited }
}

function send(caller: ApiCaller, route: Route) {
  const special = given[nameOf(route)]?.(foreign)
  if (!special) return attempt(caller, route, { foreign })
  return caller.send(route.method, pathOf(route.path, foreign.ids) + (special.query ?? ''), special.body)
}

function nameOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`
}

function ofBoundTokens(): Route[] {
  return writes.filter(
    ({ path, operation }) => path.startsWith('/organizations/{id}') && operation.bound !== 'never',
  )
}

function lossOfScopes({ client: { id: clientId } }: ApiCaller): Loss {
  const scoped =
    (scope: string[]): LossWork =>
    (tx) =>
      tx.clientGrant.updateMany({ where: { clientId }, data: { scope } })
  return { lose: scoped(['read:organization_members']), restore: scoped(everything), status: 403 }
}

/** A member’s losses; restore() inserts the same rows again. */
async function lossesOfOwner(): Promise<Record<string, Loss>> {
  const { tenant, owner, organization } = foreign
  const of = { tenantId: tenant.tenantId, organizationId: organization.id, userId: owner.id }
  // As text: a Date has no microseconds.
  const [kept] = await tenant.read(
    (tx) => tx.$queryRaw<[Record<'members' | 'roles' | 'synced' | 'grouped' | 'groups', string>]>`
      SELECT (SELECT jsonb_agg(m)::text FROM members m
          WHERE m.tenant_id = ${of.tenantId} AND m.organization_id = ${organization.id} AND m.user_id = ${owner.id}) AS members,
        (SELECT jsonb_agg(mr)::text FROM member_roles mr
          WHERE mr.tenant_id = ${of.tenantId} AND mr.organization_id = ${organization.id} AND mr.user_id = ${owner.id}) AS roles,
        (SELECT jsonb_agg(d)::text FROM directory_users d
          WHERE d.tenant_id = ${of.tenantId} AND d.organization_id = ${organization.id}) AS synced,
        (SELECT jsonb_agg(g)::text FROM directory_group_members g
          WHERE g.tenant_id = ${of.tenantId} AND g.organization_id = ${organization.id}) AS grouped,
        (SELECT jsonb_agg(o)::text FROM directory_groups o
          WHERE o.tenant_id = ${of.tenantId} AND o.organization_id = ${organization.id}) AS groups`,
  )
  const block =
    (blocked: boolean): LossWork =>
    (tx) =>
      tx.$executeRaw`UPDATE users SET blocked = ${blocked} WHERE tenant_id = ${tenant.tenantId} AND id = ${owner.id}`
  const suspend =
    (suspendedAt: Date | null): LossWork =>
    (tx) =>
      tx.member.updateMany({ where: of, data: { suspendedAt } })
  const giveRoles: LossWork = (tx) =>
    tx.$executeRaw`
      INSERT INTO member_roles SELECT * FROM jsonb_populate_recordset(NULL::member_roles, ${kept.roles}::jsonb)`
  return {
    removal: {
      status: 404,
      lose: (tx) => tx.member.deleteMany({ where: of }),
      restore: async (tx) => {
        await tx.$executeRaw`
          INSERT INTO members SELECT * FROM jsonb_populate_recordset(NULL::members, ${kept.members}::jsonb)`
        await giveRoles(tx)
        // A directory’s user goes with the member.
        await tx.$executeRaw`
          INSERT INTO directory_users
          SELECT * FROM jsonb_populate_recordset(NULL::directory_users, ${kept.synced}::jsonb)`
        await tx.$executeRaw`
          INSERT INTO directory_group_members
          SELECT * FROM jsonb_populate_recordset(NULL::directory_group_members, ${kept.grouped}::jsonb)`
        await tx.$executeRaw`
          UPDATE directory_groups g SET version = k.version, updated_at = k.updated_at
          FROM jsonb_populate_recordset(NULL::directory_groups, ${kept.groups}::jsonb) k
          WHERE g.tenant_id = k.tenant_id AND g.organization_id = k.organization_id AND g.id = k.id`
      },
    },
    demotion: { status: 404, lose: (tx) => tx.memberRole.deleteMany({ where: of }), restore: giveRoles },
    block: { status: 401, lose: block(true), restore: block(false) },
    suspension: { status: 404, lose: suspend(new Date()), restore: suspend(null) },
  }
}

it('there are writes to test, and the special requests are for some of them', () => {
  const names = writes.map(nameOf)
  expect(writes.length).toBeGreaterThan(70)
  expect(ofBoundTokens().length).toBeGreaterThan(15)
  expect(Object.keys(given).filter((name) => !names.includes(name))).toEqual([])
})

it('a tenant’s machine that loses its scopes meanwhile can write nothing', async () => {
  const machine = await api.asMachine(everything)
  expect(await notRefused(machine, writes, lossOfScopes(machine))).toEqual([])
})

it('an organization’s machine that loses its scopes meanwhile can write nothing', async () => {
  const machine = await api.asMachine(everything, foreign.organization)
  expect(await notRefused(machine, ofBoundTokens(), lossOfScopes(machine))).toEqual([])
})

it.each(['removal', 'demotion', 'block', 'suspension'])(
  'an owner can write nothing after a simultaneous %s',
  async (name) => {
    const { owner, organization } = foreign
    // Their token notes when they were last active, which is restored with the rest.
    const caller = await api.asUser(owner, organization)
    const loss = (await lossesOfOwner())[name]
    if (!loss) throw new Error(`There is no ${name}.`)
    expect(await notRefused(caller, ofBoundTokens(), loss)).toEqual([])
  },
)
