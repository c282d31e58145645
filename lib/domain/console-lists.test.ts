import { beforeAll, expect, it } from 'vitest'
import { authorize, type TenantActor } from '@/lib/access'
import { listEmails, type EmailFilter } from '@/lib/email/list-emails'
import { findTenantActor } from '@/test/find-tenant-actor'
import { costOfReads } from '@/test/buffers-read'
import { fillConsole, fullLoad, tenthOf, testLoad } from '@/test/fixtures/console-load'
import { asSuperuser } from '@/test/fixtures/large-tenant'
import { createOperator } from '@/test/fixtures/operator'
import { createTestTenant, type TestOrganization, type TestTenant } from '@/test/fixtures/tenant'
import { takeOwnDatabase } from '@/test/own-database'
import { listApis } from './apis/queries'
import { listEvents } from './audit/list-events'
import { mostCounted } from './bounded-count'
import type { TenantEventFilter } from './audit/tenant-events'
import { searchClients } from './clients/list-clients'
import { listConnectionOrganizations, listConnectionsWithUsage } from './connections/connection-usage'
import { listMembers } from './members/list-members'
import { readNumberedPage } from './numbered-page'
import { listOrganizationsOfClient } from './organization-clients/queries'
import {
  organizationSearchSorts,
  organizationStates,
  searchOrganizations,
  type OrganizationsQuery,
} from './organizations/search-organizations'
import { getOverview } from './statistics/get-overview'
import { getTenantRoleMatrix, listRoleUsers } from './tenant-roles/queries'
import { searchUsers } from './users/search-users'
import type { UserSort } from './users/list-users'
import { listSignInBlocks } from './users/sign-in-blocks'

/** With all that docs/speed.md is about, and prints its table. */
const isFull = process.env['FULL_LOAD'] !== undefined
const sizes = isFull ? fullLoad : testLoad

let tenant: TestTenant
let busy: TestOrganization
let actor: TenantActor

beforeAll(async () => {
  // PostgreSQL chooses its plans by what else there is.
  await takeOwnDatabase()
  tenant = await createTestTenant()
  busy = await tenant.createOrganization()
  const foreign = await createTestTenant()
  const elsewhere = await foreign.createOrganization()
  await asSuperuser(async (client) => {
    await fillConsole(client, { tenant, busy, sizes })
    await fillConsole(client, { tenant: foreign, busy: elsewhere, sizes: tenthOf(sizes) })
    await client.query('VACUUM ANALYZE')
  })
  const standing = await findTenantActor((await createOperator(tenant)).self)
  if (!standing) throw new Error('The operator has no session.')
  actor = standing
}, 600_000)

const size = 25

function usersBy(q: string, sort: UserSort = { by: 'name', isDown: false }, page = 1) {
  const operator = authorize(actor, 'read:users')
  return readNumberedPage((window) => searchUsers(operator, { ...window, q, sort }), page)
}

function organizationsBy(query: Partial<OrganizationsQuery>, page = 1) {
  const operator = authorize(actor, 'read:organizations')
  const input = { q: '', state: '', sort: 'name', ...query } as const
  return readNumberedPage((window) => searchOrganizations(operator, { ...window, ...input }), page)
}

function logs(filter: TenantEventFilter) {
  return listEvents(authorize(actor, 'read:logs'), filter)
}

function emails(filter: EmailFilter) {
  return listEmails(authorize(actor, 'read:logs'), filter)
}

function clients(q: string) {
  const operator = authorize(actor, 'read:clients')
  return readNumberedPage((window) => searchClients(operator, window, q), 1)
}

const sorts = ['name', 'email', 'created', 'lastLogin'] as const

const lists: Record<string, () => Promise<unknown>> = {
  ...Object.fromEntries(
    sorts.flatMap((by) =>
      [false, true].map((isDown) => [
        `users by ${by}${isDown ? ', the other way' : ''}`,
        () => usersBy('', { by, isDown }),
      ]),
    ),
  ),
  'users: a common word': () => usersBy('common'),
  'users: a letter': () => usersBy('q'),
  'users: a letter, newest first': () => usersBy('q', { by: 'created', isDown: true }),
  'users: a common word and a rare one': () => usersBy('common u1234@'),
  'users: two common words': () => usersBy('c q'),
  'users: an address': () => usersBy('u1234@customer234.test'),
  'users: the beginning of an address': () => usersBy('u123'),
  'users: a domain': () => usersBy('@customer12.test'),
  'users: an id': () => usersBy('auth0|c4ca4238a0b923820dcc509a6f75849b'),
  'users: no match': () => usersBy('xyzzy'),
  'users, page 40': () => usersBy('', undefined, 40),
  ...(isFull ? { 'users, a page beyond the last': () => usersBy('', undefined, 1_000_000) } : {}),
  ...Object.fromEntries(
    organizationSearchSorts.map((sort) => [`organizations by ${sort}`, () => organizationsBy({ sort })]),
  ),
  ...Object.fromEntries(
    organizationStates
      .filter((state) => state !== '')
      .flatMap((state) => [
        [`organizations: ${state}`, () => organizationsBy({ state })],
        [`organizations: ${state}, newest first`, () => organizationsBy({ state, sort: '-created' })],
      ]),
  ),
  'organizations: a letter': () => organizationsBy({ q: 'q' }),
  'organizations: a letter, newest first': () => organizationsBy({ q: 'q', sort: '-created' }),
  'organizations: the beginning of all slugs': () => organizationsBy({ q: 'customer' }),
  'organizations: a slug': () => organizationsBy({ q: busy.slug }),
  'organizations: an id': () => organizationsBy({ q: busy.id }),
  'organizations, a page beyond the last': () => organizationsBy({}, 1_000_000),
  logs: () => logs({}),
  'logs of an actor': () => logs({ actor: 'auth0|busy' }),
  'logs of an address': () => logs({ actor: 'u1234@customer234.test' }),
  'logs of a target': () => logs({ target: 'auth0|target' }),
  'logs about an address with many events': () => logs({ target: 'many@events.test' }),
  'logs about an address, further back': () => logs({ target: 'many@events.test', before: 'log_00010000' }),
  'logs of an organization': () => logs({ organization: busy.slug }),
  'logs of a request': () => logs({ request: 'req-77' }),
  'logs of a group': () => logs({ group: 'session' }),
  'logs of a rare type': () => logs({ group: 'client.created' }),
  'logs of old days': () => logs({ to: '2001-01-01' }),
  'logs: actor and organization': () => logs({ actor: 'auth0|busy', organization: busy.slug }),
  'logs: actor and target': () => logs({ actor: 'auth0|busy', target: 'auth0|target' }),
  'logs: actor and group': () => logs({ actor: 'auth0|busy', group: 'session' }),
  'logs: actor and rare type': () => logs({ actor: 'auth0|busy', group: 'client.created' }),
  'logs: organization and group': () => logs({ organization: busy.slug, group: 'member' }),
  'logs: organization and rare type': () => logs({ organization: busy.slug, group: 'client.created' }),
  'logs: target and organization': () => logs({ target: 'many@events.test', organization: busy.slug }),
  'logs: target and group': () => logs({ target: 'many@events.test', group: 'invitation' }),
  'logs: everything': () =>
    logs({ actor: 'auth0|busy', target: 'auth0|target', organization: busy.slug, group: 'session' }),
  'logs: nothing together': () => logs({ actor: 'auth0|busy', organization: busy.slug, group: 'domain' }),
  emails: () => emails({}),
  'emails, sent': () => emails({ state: 'sent' }),
  'emails, failed': () => emails({ state: 'failed' }),
  'emails, queued': () => emails({ state: 'queued' }),
  'emails, delivered': () => emails({ state: 'delivered' }),
  'emails, bounced': () => emails({ state: 'bounced' }),
  'emails of a rare template': () => emails({ template: 'password_reset' }),
  'emails of an organization': () => emails({ organization: 'org_c4ca4238a0b923820dcc509a6f75849b' }),
  'emails to an address': () => emails({ recipient: 'u1234@customer.test' }),
  'emails to the beginning of an address': () => emails({ recipient: 'u' }),
  'emails to an address, failed': () => emails({ recipient: 'u', state: 'failed' }),
  'emails, failed, of a rare template': () => emails({ template: 'password_reset', state: 'failed' }),
  applications: () => clients(''),
  'applications: a letter': () => clients('q'),
  'applications: an id': () => clients('clientc4ca4238a0b923820dcc509a6f75849b'),
  'organizations of an application': () => {
    const operator = authorize(actor, 'read:organization_clients')
    return readNumberedPage(
      (window) => listOrganizationsOfClient(operator, 'clientc4ca4238a0b923820dcc509a6f75849b', window),
      1,
    )
  },
  connections: () =>
    listConnectionsWithUsage(authorize(actor, 'read:connections'), { after: null, take: size }),
  'organizations of a connection': () => connectionOrganizations(''),
  'organizations of a connection: a slug': () => connectionOrganizations('customer'),
  apis: () => readNumberedPage((window) => listApis(authorize(actor, 'read:resource_servers'), window), 1),
  roles: () => getTenantRoleMatrix(authorize(actor, 'read:roles'), { skip: 0, take: 10 }),
  'users with a role': () =>
    listRoleUsers(authorize(actor, 'read:roles'), {
      roleId: tenant.role('Support'),
      take: size,
      skip: 0,
      countAtMost: 1000,
    }),
  'members of an organization': () => {
    const access = authorize(
      { ...actor, kind: 'organization', organizationId: busy.id, isTenantLevel: true },
      'read:organization_members',
    )
    return listMembers(access, { take: size, skip: 0, countAtMost: 1000, include: 'details', sort: 'name' })
  },
  'blocks of sign-ins': () =>
    listSignInBlocks(authorize(actor, 'read:users'), { emailFolded: 'many@events.test' }),
  overview: () => getOverview(authorize(actor, 'read:logs'), 30),
}

function connectionOrganizations(search: string) {
  const operator = authorize(actor, 'read:connections', 'read:organizations')
  const connectionId = tenant.connection('password')
  return listConnectionOrganizations(operator, { connectionId, search, after: null, take: size })
}

it('finds users by a rare word and common ones just as by the index', async () => {
  for (const [q, ...words] of [
    ['q9 common', 'q9', 'common'],
    ['c common q1', 'c', 'common', 'q1'],
    ['c u12', 'c', 'u12'],
  ] as const) {
    const where = { AND: words.map((word) => ({ words: { some: { word: { startsWith: word } } } })) }
    const expected = await tenant.read((tx) =>
      tx.user.count({ where: { tenantId: tenant.tenantId, ...where } }),
    )
    const { total, rows } = await usersBy(q)
    expect([q, total]).toEqual([q, Math.min(expected, mostCounted + 1)])
    expect(rows.length).toBe(Math.min(expected, size))
  }
})

it('a common word beside a rarer one costs as much again at most', async () => {
  const costOf = async (q: string) => (await costOfReads(() => usersBy(q), 12_000)).buffers
  await costOf('c q')
  expect(await costOf('c q')).toBeLessThan((await costOf('q')) * 2)
})

/** A search of users looks at 10,000 of them, and so does the last page of a list. */
function mostRowsOf(name: string): number {
  return /^users: |beyond the last/.test(name) ? 12_000 : 2_500
}

it.each(Object.entries(lists))('%s', async (name, list) => {
  await list()
  const { statements, buffers, milliseconds, excesses } = await costOfReads(list, mostRowsOf(name))
  if (isFull) process.stdout.write(`| ${name} | ${statements} | ${buffers} | ${milliseconds.toFixed(1)} |\n`)
  expect.soft(excesses).toEqual([])
  expect(buffers).toBeLessThan(isFull ? 80_000 : 10_000)
})
