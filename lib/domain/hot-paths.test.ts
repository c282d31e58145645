import { beforeAll, describe, expect, it } from 'vitest'
import { findAccount } from '@/lib/domain/tokens/find-account'
import { allBuffersRead } from '@/test/buffers-read'
import { createLargeTenant, type LargeTenant } from '@/test/fixtures/large-tenant'
import { createOperator } from '@/test/fixtures/operator'
import type { TestUser, TestOrganization } from '@/test/fixtures/tenant'
import { inviteesOf, newAddress } from '@/test/fixtures/invitations'
import { listEvents } from './audit/list-events'
import { invite } from './invitations/invite'
import { listInvitations } from './invitations/list-invitations'
import { changeMemberRoles } from './members/change-member-roles'
import { listRolesInUse } from './members/queries'
import { listMembers } from './members/list-members'
import { placeOf } from './order'
import { enterOrganization } from './organizations/enter-organization'
import { getHome } from './organizations/get-home'
import { organizationSearchSorts, searchOrganizations } from './organizations/search-organizations'
import { getRoleMatrix } from './roles/get-role'
import { findPageContext } from './users/find-session'
import { searchUsers } from './users/search-users'
import { switchOrganization } from './users/switch-organization'

let members: LargeTenant
let calm: TestOrganization
let owner: TestUser
let member: TestUser
let operator: TestUser

beforeAll(async () => {
  members = await createLargeTenant()
  const { tenant, organization } = members
  operator = await createOperator(tenant)
  owner = await tenant.createUser({ name: 'Ola Owner' })
  member = await tenant.createUser()
  calm = await tenant.createOrganization({ owner })
  await tenant.addMember(organization, owner, ['Owner'])
  for (const at of [organization, calm]) await tenant.addMember(at, member)
  // As many as a page has.
  await tenant.write(
    (tx) => tx.$executeRaw`
      INSERT INTO members (tenant_id, organization_id, user_id)
      SELECT tenant_id, ${calm.id}, user_id FROM members WHERE organization_id = ${organization.id} LIMIT 110
      ON CONFLICT DO NOTHING`,
  )
  const access = await tenant.accessTo(calm, owner, 'create:organization_invitations')
  const addresses = Array.from({ length: 30 }, () => newAddress())
  await invite(access, { invitees: inviteesOf(addresses, [tenant.role('Member')]) })
})

const firstPage = { take: 25, skip: 0, countAtMost: 100 }

const works: Record<string, (at: TestOrganization) => Promise<unknown>> = {
  'the session': () => findPageContext(owner.self, null),
  'an organization’s page': ({ slug }) => enterOrganization(owner.self, slug),
  'an account for tokens': ({ id: organizationId }) => {
    const { id: userId } = owner
    const connectionId = members.tenant.connection('password')
    return findAccount(members.tenant.tenantId, {
      userId,
      connectionId,
      since: new Date(),
      sessionId: owner.sessionId,
      clientId: 'none',
      organizationId,
    })
  },
  'a list of members': async (at) => {
    const access = await members.tenant.accessTo(at, owner, 'read:organization_members')
    return listMembers(access, { take: 100, after: null, include: 'roles' })
  },
  'an invitation': async (at) => {
    const access = await members.tenant.accessTo(at, owner, 'create:organization_invitations')
    const invitees = inviteesOf([newAddress()], [members.tenant.role('Member')])
    const { invitations } = await invite(access, { invitees })
    expect(invitations.size).toBe(1)
  },
  'other roles of a member': async (at) => {
    const access = await members.tenant.accessTo(at, owner, 'read:organization_member_roles')
    await changeMemberRoles(access, { userId: member.id, replace: [members.tenant.role('Viewer')] })
    await changeMemberRoles(access, { userId: member.id, replace: [members.tenant.role('Member')] })
  },
  'another organization for the session': ({ id }) => switchOrganization(owner.self, id),
}

const openInvitations = {
  include: 'details' as const,
  states: ['pending', 'expired'] as const,
  isOpenOrResendable: true,
}

const pages: typeof works = {
  'the first page of members': async (at) => {
    const access = await members.tenant.accessTo(at, owner, 'read:organization_members')
    await listMembers(access, { ...firstPage, include: 'details', sort: 'name' })
  },
  'the roles that members have': async (at) => {
    await listRolesInUse(await members.tenant.accessTo(at, owner, 'read:organization_member_roles'))
  },
  'the home page': async (at) => {
    await getHome(await members.tenant.accessTo(at, owner))
  },
  'the roles page': async (at) => {
    await getRoleMatrix(await members.tenant.accessTo(at, owner, 'read:organization_roles'))
  },
  'the first page of invitations': async (at) => {
    const access = await members.tenant.accessTo(at, owner, 'read:organization_invitations')
    await listInvitations(access, { ...firstPage, ...openInvitations })
  },
}

const secondPage = { ...firstPage, skip: 25 }
/** Which few, and all, of 100,000 members have. */
const [rareWord, commonWord] = ['7777', 'tenant']

const furtherPages: typeof works = {
  ...Object.fromEntries(
    (['name', '-name', 'email', '-email', 'joined', '-joined'] as const).map((sort) => [
      `the second page of members by ${sort}`,
      async (at) => {
        const access = await members.tenant.accessTo(at, owner, 'read:organization_members')
        await listMembers(access, { ...secondPage, include: 'details', sort })
      },
    ]),
  ),
  ...Object.fromEntries(
    (['name', '-name', 'email', '-email'] as const).map((sort) => [
      `members behind half of them by ${sort}`,
      async (at) => {
        const access = await members.tenant.accessTo(at, owner, 'read:organization_members')
        const after = placeOf({ key: sort.endsWith('name') ? 'member 5' : '5', id: '' })
        await listMembers(access, { take: 25, after, sort })
      },
    ]),
  ),
  ...Object.fromEntries(
    [rareWord, commonWord].map((q) => [
      `a search for members by ${q}`,
      async (at) => {
        const access = await members.tenant.accessTo(at, owner, 'read:organization_members')
        await listMembers(access, { ...firstPage, include: 'details', sort: 'name', q })
      },
    ]),
  ),
  ...Object.fromEntries(
    (['sent', 'address'] as const).map((sort) => [
      `the second page of invitations by ${sort}`,
      async (at) => {
        const access = await members.tenant.accessTo(at, owner, 'read:organization_invitations')
        await listInvitations(access, { ...secondPage, ...openInvitations, sort })
      },
    ]),
  ),
  'a search for invitations': async (at) => {
    const access = await members.tenant.accessTo(at, owner, 'read:organization_invitations')
    await listInvitations(access, { ...firstPage, ...openInvitations, prefix: rareWord })
  },
  'the audit log’s events of few people': (at) => eventsOf(at, rareWord),
  'the audit log’s events of all people': (at) => eventsOf(at, commonWord),
  'the audit log, its next page and its filters': async (at) => {
    const access = await members.tenant.accessTo(at, owner, 'read:organization_logs')
    const { events } = await listEvents(access, {})
    const before = events.at(-1)?.id
    await listEvents(access, { before })
    await listEvents(access, { group: 'session.started', from: '2020-01-01', before })
  },
}

/** Two pages. */
async function eventsOf(at: TestOrganization, person: string): Promise<void> {
  const access = await members.tenant.accessTo(at, owner, 'read:organization_logs')
  const { events } = await listEvents(access, { person })
  await listEvents(access, { person, before: events.at(-1)?.id })
}

function usersAccess() {
  return members.tenant.tenantAccess(operator, 'read:users')
}

function organizationsAccess() {
  return members.tenant.tenantAccess(operator, 'read:organizations')
}

/** Lists of the tenant: few blocks for each of 25 rows, however many there are. */
const inConsole: Record<string, () => Promise<unknown>> = {
  ...Object.fromEntries(
    (['name', 'email', 'created'] as const).flatMap((by) =>
      [false, true].map((isDown) => [
        `the second page of users by ${by}${isDown ? ', backwards' : ''}`,
        async () => searchUsers(await usersAccess(), { ...secondPage, q: '', sort: { by, isDown } }),
      ]),
    ),
  ),
  'a search for users': async () =>
    searchUsers(await usersAccess(), { ...firstPage, q: rareWord, sort: { by: 'name', isDown: false } }),
  ...Object.fromEntries(
    organizationSearchSorts.map((sort) => [
      `the second page of organizations by ${sort}`,
      async () => {
        const access = await organizationsAccess()
        await searchOrganizations(access, { ...secondPage, q: '', state: '', sort })
      },
    ]),
  ),
}

it.each(Object.entries(works))('%s reads no table as a whole among 100,000 members', (_, work) =>
  expectFewReads(work),
)

describe('with a role each, and 5,000 pending invitations', () => {
  beforeAll(() => members.fillOrganization())

  it.each(Object.entries({ ...pages, ...furtherPages }))('%s reads no table as a whole', (_, work) =>
    expectFewReads(work),
  )

  it.each([`member ${rareWord}`, '77', 'member 77'])(
    'the audit log is read until a page of %s is full',
    async (person) => {
      const work = () => eventsOf(members.organization, person)
      await work()
      expect(await allBuffersRead(work)).toBeLessThan(4_000)
    },
  )

  it.each(Object.entries(inConsole))('%s reads no table as a whole', async (_, work) => {
    await work()
    expect(await allBuffersRead(work)).toBeLessThan(2_000)
  })
})

/** Otherwise both would read much. */
const mostBuffers = 10_000

async function expectFewReads(work: (at: TestOrganization) => Promise<unknown>): Promise<void> {
  // What a connection does first, it reads the catalogue for.
  for (const at of [calm, members.organization, calm, members.organization]) await work(at)
  const among100 = await allBuffersRead(() => work(calm))
  const among100000 = await allBuffersRead(() => work(members.organization))
  expect(among100).toBeLessThan(mostBuffers)
  // Rows that came together lie together, indexes are deeper, and row security reads who is a member here once.
  expect(among100000, `${among100} among a hundred`).toBeLessThan(4 * among100 + 100)
}
