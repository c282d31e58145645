import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { findSession } from '@/lib/domain/users/find-session'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { type EndedMemberSessions, endMemberSessions } from './end-member-sessions'
import { getMember } from './get-member'
import { listMembers } from './list-members'

let tenant: TestTenant
let owner: TestUser
let admin: TestUser
let member: TestUser
let organization: TestOrganization
let elsewhere: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
})
afterAll(disconnect)

beforeEach(async () => {
  owner = await tenant.createUser({ name: 'Olga Owner' })
  admin = await tenant.createUser({ name: 'Ada Admin' })
  member = await tenant.createUser({ name: 'Mia Member' })
  organization = await tenant.createOrganization({ owner })
  elsewhere = await tenant.createOrganization({ owner: member })
  await tenant.addMember(organization, admin, ['Admin'])
  await tenant.addMember(organization, member, ['Member'])
})

async function end(actor: TestUser, ended: EndedMemberSessions) {
  return endMemberSessions(await tenant.accessTo(organization, actor, 'delete:organization_members'), ended)
}

/** Null: they are inside. */
async function refusal(person: TestUser, { slug }: TestOrganization = organization) {
  return (await enterOrganization(person.self, slug)).refusal
}

async function listed(actor: TestUser, { id }: TestUser = member): Promise<string[] | undefined> {
  const access = await tenant.accessTo(organization, actor, 'read:organization_members')
  return (await getMember(access, id)).sessions?.map((session) => session.id)
}

async function eventTypes(): Promise<string[]> {
  const where = { organizationId: organization.id, type: { startsWith: 'member.session' } }
  const events = await tenant.read((tx) => tx.auditEvent.findMany({ where, orderBy: { id: 'asc' } }))
  return events.map(({ type }) => type)
}

it('ends one session in this organization only, from the next request on', async () => {
  const second = await tenant.secondSession(member)
  for (const session of [member, second]) {
    expect(await refusal(session)).toBeNull()
    expect(await refusal(session, elsewhere)).toBeNull()
  }
  expect(await end(admin, { userId: member.id, sessionId: member.sessionId })).toBe('Mia Member')
  expect([await refusal(member), await refusal(second)]).toEqual(['connection', null])
  expect(await refusal(member, elsewhere)).toBeNull()
  expect(await findSession(tenant.tenantId, member.sessionId, member.id)).not.toBeNull()
  expect(await listed(admin)).toEqual([second.sessionId])
  const again = end(admin, { userId: member.id, sessionId: member.sessionId })
  await expect(again).rejects.toMatchObject({ code: 'not_found' })
  expect(await eventTypes()).toEqual(['member.session_ended'])
})

it('ends all sessions here, also one that was not used here yet; a new sign-in is let in', async () => {
  const unused = await tenant.secondSession(member)
  expect(await refusal(member)).toBeNull()
  await end(owner, { userId: member.id })
  expect([await refusal(member), await refusal(unused)]).toEqual(['connection', 'connection'])
  expect(await refusal(unused, elsewhere)).toBeNull()
  expect(await refusal(owner)).toBeNull()
  expect(await listed(owner)).toEqual([])
  const next = await tenant.secondSession(member)
  expect(await refusal(next)).toBeNull()
  expect(await listed(owner)).toEqual([next.sessionId])
  expect(await eventTypes()).toEqual(['member.sessions_ended'])
})

it('ends no session of oneself, of someone with more permissions, of a stranger, or of another organization', async () => {
  const stranger = await tenant.createUser()
  await refusal(owner)
  await refusal(member, elsewhere)
  const refused: [EndedMemberSessions, string][] = [
    [{ userId: admin.id }, 'invalid'],
    [{ userId: owner.id }, 'not_yours_to_give'],
    [{ userId: owner.id, sessionId: owner.sessionId }, 'not_yours_to_give'],
    [{ userId: stranger.id }, 'not_found'],
    [{ userId: member.id, sessionId: owner.sessionId }, 'not_found'],
    [{ userId: member.id, sessionId: member.sessionId }, 'not_found'],
  ]
  for (const [ended, code] of refused) await expect(end(admin, ended)).rejects.toMatchObject({ code })
  for (const person of [owner, admin, member]) expect(await refusal(person)).toBeNull()
  expect(await eventTypes()).toEqual([])
})

describe('the sessions of a member', () => {
  it('are those that were used here, for those who may end them', async () => {
    await refusal(member, elsewhere)
    await refusal(owner)
    expect(await listed(admin)).toEqual([])
    await refusal(member)
    expect(await listed(admin)).toEqual([member.sessionId])
    expect(await listed(admin, owner)).toBeUndefined()
    expect(await listed(admin, admin)).toBeUndefined()
    expect(await listed(member, admin)).toBeUndefined()
  })

  it('list_member_sessions keeps the access kind, and returns nothing to another kind', async () => {
    await refusal(member)
    const access = await tenant.accessTo(organization, admin, 'read:organization_members')
    const kind = await read(access, async (tx) => {
      await tx.$queryRaw`SELECT foyer.list_member_sessions(${member.id})`
      return tx.$queryRaw`SELECT foyer.access_kind() AS kind`
    })
    expect(kind).toEqual([{ kind: 'organization' }])
    const none = (tx: Parameters<Parameters<typeof read>[1]>[0]) =>
      tx.$queryRaw`SELECT foyer.list_member_sessions(${member.id}) AS sessions`
    expect(await read(member.self, none)).toEqual([{ sessions: [] }])
  })
})

describe('when a member was last active', () => {
  async function lastActive(): Promise<Date | null | undefined> {
    const access = await tenant.accessTo(organization, owner, 'read:organization_members')
    const { rows } = await listMembers(access, { take: 10, skip: 0, q: 'mia' })
    return rows.find(({ userId }) => userId === member.id)?.lastActiveAt
  }

  it('is when they last used this organization, noted once a minute', async () => {
    await refusal(member, elsewhere)
    expect(await lastActive()).toBeNull()
    await refusal(member)
    const first = await lastActive()
    expect(first).toBeInstanceOf(Date)
    await refusal(member)
    expect(await lastActive()).toEqual(first)
    const longAgo = new Date(Date.now() - 600_000)
    await tenant.write(async (tx) => {
      const where = { organizationId: organization.id, userId: member.id }
      await tx.member.updateMany({ where, data: { lastActiveAt: longAgo } })
      await tx.memberSession.updateMany({ where, data: { lastActiveAt: longAgo } })
    })
    await refusal(member, elsewhere)
    expect(await lastActive()).toEqual(longAgo)
    await refusal(member)
    expect((await lastActive())?.getTime()).toBeGreaterThan(longAgo.getTime())
  })
})
