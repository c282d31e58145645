import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { endSession } from '@/lib/domain/users/end-sessions'
import { findSession } from '@/lib/domain/users/find-session'
import { buffersRead } from '@/test/buffers-read'
import { createOpenidTenant, type OpenidTenant, refresh, signIn } from '@/test/fixtures/openid'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { type MemberSessionsInput, endMemberSessions } from './end-member-sessions'
import { getMember } from './get-member'
import { listMembers } from './list-members'
import { removeMembers } from './remove-members'

let tenant: TestTenant
let openid: OpenidTenant
let owner: TestUser
let admin: TestUser
let member: TestUser
let organization: TestOrganization
let elsewhere: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
})

beforeEach(async () => {
  owner = await tenant.createUser({ name: 'Olga Owner' })
  admin = await tenant.createUser({ name: 'Ada Admin' })
  member = await tenant.createUser({ name: 'Mia Member' })
  organization = await tenant.createOrganization({ owner })
  elsewhere = await tenant.createOrganization({ owner: member })
  await tenant.addMember(organization, admin, ['Admin'])
  await tenant.addMember(organization, member, ['Member'])
})

async function end(actor: TestUser, ended: MemberSessionsInput) {
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

/** In the organization. */
async function setLastActive(lastActiveAt: Date): Promise<void> {
  const where = { organizationId: organization.id, userId: member.id }
  await tenant.write(async (tx) => {
    await tx.member.updateMany({ where, data: { lastActiveAt } })
    await tx.memberSession.updateMany({ where, data: { lastActiveAt } })
  })
}

function hoursAgo(hours: number): Date {
  return new Date(Date.now() - hours * 3_600_000)
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
  const access = await tenant.accessTo(organization, admin, 'delete:organization_members')
  vi.setSystemTime(hoursAgo(48))
  const ended = endMemberSessions(access, { userId: member.id, sessionId: member.sessionId })
  expect(await ended.finally(() => vi.useRealTimers())).toBe('Mia Member')
  const [{ endedAt } = { endedAt: null }] = await tenant.read((tx) =>
    tx.memberSession.findMany({ where: { sessionId: member.sessionId, endedAt: { not: null } } }),
  )
  expect(endedAt?.getTime(), 'by the clock of the database').toBeGreaterThan(hoursAgo(24).getTime())
  expect(await Promise.all([refusal(member), refusal(second)])).toEqual(['connection', null])
  expect(await refusal(member, elsewhere)).toBeNull()
  expect(await findSession(tenant.tenantId, member.sessionId, member.id)).not.toBeNull()
  expect(await listed(admin)).toEqual([second.sessionId])
  const again = end(admin, { userId: member.id, sessionId: member.sessionId })
  await expect(again).rejects.toMatchObject({ code: 'not_found' })
  expect(await eventTypes()).toEqual(['member.session_ended'])
})

it('ends all sessions here, also one that was not used here yet; a new sign-in is accepted', async () => {
  const unused = await tenant.secondSession(member)
  expect(await refusal(member)).toBeNull()
  await end(owner, { userId: member.id })
  expect(await Promise.all([refusal(member), refusal(unused)])).toEqual(['connection', 'connection'])
  expect(await refusal(unused, elsewhere)).toBeNull()
  expect(await refusal(owner)).toBeNull()
  expect(await listed(owner)).toEqual([])
  const next = await tenant.secondSession(member)
  expect(await refusal(next)).toBeNull()
  expect(await listed(owner)).toEqual([next.sessionId])
  expect(await eventTypes()).toEqual(['member.sessions_ended'])
})

it('a member who is removed and added again cannot use ended sessions and refresh tokens', async () => {
  const asks = { organization: organization.id }
  const signedOut = await tenant.secondSession(member)
  const personal = await (await signIn(openid, signedOut))()
  await endSession(signedOut.self, signedOut.sessionId)
  const other = await refresh(openid, personal.refresh_token, asks)
  expect(other).toMatchObject({ status: 200 })
  const ours = await (await signIn(openid, member, { organization }))()
  await end(owner, { userId: member.id })
  const access = await tenant.accessTo(organization, owner, 'delete:organization_members')
  await removeMembers(access, { users: [member.id] })
  await tenant.addMember(organization, member)

  expect(await refusal(member)).toBe('connection')
  expect(await refresh(openid, ours.refresh_token)).toMatchObject({ error: 'invalid_grant' })
  expect(await refresh(openid, other.refresh_token, asks)).toMatchObject({ error: 'invalid_grant' })
  expect(await refusal(await tenant.secondSession(member))).toBeNull()
})

it('ends no session of oneself, of someone with more permissions, of a stranger, or of another organization', async () => {
  const stranger = await tenant.createUser()
  await refusal(owner)
  await refusal(member, elsewhere)
  const refused: [MemberSessionsInput, string][] = [
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

  it('are not read for those who may not end them', async () => {
    const readBy = async (actor: TestUser, { id }: TestUser) => {
      const access = await tenant.accessTo(organization, actor, 'read:organization_members')
      return buffersRead(/list_member_sessions/, () => getMember(access, id))
    }
    expect(await readBy(admin, member)).toBeGreaterThan(0)
    await expect(readBy(admin, admin)).rejects.toThrow('0 statements fit')
    await expect(readBy(member, admin)).rejects.toThrow('0 statements fit')
  })

  it('leave the list when they were not used here for too long, whatever happens elsewhere', async () => {
    await refusal(member)
    await endSession(member.self, member.sessionId)
    const second = await tenant.secondSession(member)
    await refusal(second)
    expect(await listed(admin)).toEqual([second.sessionId, member.sessionId])
    await setLastActive(hoursAgo(9))
    await refusal(second, elsewhere)
    expect(await listed(admin)).toEqual([])
  })

  it('stay in the list as long as a refresh token for the organization comes from them', async () => {
    await signIn(openid, member, { organization })
    await setLastActive(hoursAgo(9))
    expect(await listed(admin)).toEqual([member.sessionId])
    const where = { userId: member.id }
    await tenant.write((tx) => tx.authorization.updateMany({ where, data: { revokedAt: new Date() } }))
    expect(await listed(admin)).toEqual([])
  })

  it('the functions that read and end them keep the access kind, and check it', async () => {
    await refusal(member)
    const access = await tenant.accessTo(organization, admin, 'read:organization_members')
    const list = (tx: Tx) => tx.$queryRaw`SELECT foyer.list_member_sessions(${member.id}) AS sessions`
    const endAll = (tx: Tx) => tx.$executeRaw`SELECT foyer.end_member_sessions(${member.id})`
    const kind = await read(access, async (tx) => {
      await list(tx)
      await endAll(tx)
      return tx.$queryRaw`SELECT foyer.access_kind() AS kind`
    })
    expect(kind).toEqual([{ kind: 'organization' }])
    expect(await read(member.self, list)).toEqual([{ sessions: [] }])
    await expect(read(member.self, endAll)).rejects.toThrow('Only an organization')
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
    const longAgo = hoursAgo(1)
    await setLastActive(longAgo)
    await refusal(member, elsewhere)
    expect(await lastActive()).toEqual(longAgo)
    await refusal(member)
    expect((await lastActive())?.getTime()).toBeGreaterThan(longAgo.getTime())
  })
})
