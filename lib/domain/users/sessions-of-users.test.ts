import { beforeAll, describe, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { newId } from '@/lib/ids'
import { type TestTenant, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { signIn, introspect, createOpenidTenant, type OpenidTenant, refresh } from '@/test/fixtures/openid'
import { eventsOf, tenantRows, createOperator, refusal } from '@/test/fixtures/operator'
import { findSession } from './find-session'
import { openSession } from './open-session'
import { revokeAccess, revokeSession } from './revoke-access'
import { getSession, listSessionsOfUser } from './sessions'
import { setSessionMetadata } from './set-session-metadata'

let tenant: TestTenant
let openid: OpenidTenant
let access: TenantAccess<'read:sessions' | 'update:sessions' | 'delete:sessions'>

beforeAll(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
  access = await tenant.tenantAccess(
    await createOperator(tenant),
    'read:sessions',
    'update:sessions',
    'delete:sessions',
  )
})

function another({ id: userId }: TestUser): Promise<string> {
  const { tenantId } = tenant
  const connectionId = tenant.connection('password')
  return tenant.write(async (tx) => {
    const { opened } = await openSession(tx, { tenantId, userId, connectionId, amr: ['pwd'] })
    return opened.sessionId
  })
}

async function alive(person: TestUser, sessionId = person.sessionId): Promise<boolean> {
  return (await findSession(tenant.tenantId, sessionId, person.id)) !== null
}

async function listed({ id: userId }: TestUser): Promise<string[]> {
  const { rows } = await listSessionsOfUser(access, { userId, take: 100, after: null })
  return rows.map(({ id }) => id)
}

/** Whether an access token that depends on the session, and a refresh token that outlives it, still work. */
async function tokensOf(person: TestUser): Promise<() => Promise<[boolean, boolean]>> {
  const online = await (await signIn(openid, person, { offline: false }))()
  let { refresh_token: latest } = await (await signIn(openid, person))()
  return async () => {
    const { active } = await introspect(openid, online.access_token)
    const { status, refresh_token: next } = await refresh(openid, latest)
    latest = next
    return [active === true, status === 200]
  }
}

describe('a user’s sessions', () => {
  it('are listed while they live, page by page, and never in another tenant', async () => {
    const ann = await tenant.createUser()
    const second = await another(ann)
    const ended = await another(ann)
    const idle = await another(ann)
    await tenant.write(async (tx) => {
      await tx.session.updateMany({ where: { id: ended }, data: { endedAt: new Date() } })
      await tx.session.updateMany({ where: { id: idle }, data: { lastSeenAt: new Date(0) } })
    })
    const both = [ann.sessionId, second].sort()
    expect(await listed(ann)).toEqual(both)
    const first = await listSessionsOfUser(access, { userId: ann.id, take: 1, after: null })
    expect(first.next).toBe(both[0])
    const rest = await listSessionsOfUser(access, { userId: ann.id, take: 1, after: first.next })
    expect(rest).toMatchObject({ rows: [{ id: both[1] }], next: null })
    const theirs = await (await createTestTenant()).createUser()
    for (const userId of [theirs.id, 'auth0|nobody'])
      expect(await refusal(listSessionsOfUser(access, { userId, take: 1, after: null }))).toBe('not_found')
    expect(await refusal(getSession(access, theirs.sessionId))).toBe('not_found')
    for (const id of [ended, idle, newId('session')])
      expect(await refusal(getSession(access, id))).toBe('not_found')
  })

  it('show how the user signed in, to which applications, and when the session ends', async () => {
    const ann = await tenant.createUser()
    await (
      await signIn(openid, ann)
    )()
    const session = await getSession(access, ann.sessionId)
    expect(session).toMatchObject({
      userId: ann.id,
      amr: ['pwd'],
      strategy: 'password',
      clientIds: [openid.web.id],
      metadata: {},
    })
    const idle = session.idleExpiresAt.getTime() - session.lastSeenAt.getTime()
    expect(idle).toBe(openid.tenant.sessionIdleMinutes * 60_000)
  })

  it('keep the metadata that applications set', async () => {
    const ann = await tenant.createUser()
    await setSessionMetadata(access, { id: ann.sessionId, metadata: { one: '1' } })
    await setSessionMetadata(access, { id: ann.sessionId, metadata: { two: '2' } })
    expect((await getSession(access, ann.sessionId)).metadata).toEqual({ two: '2' })
    const last = (await eventsOf(tenant, 'session.metadata_changed')).at(-1)
    expect(last).toMatchObject({ targetId: ann.sessionId, details: { userId: ann.id, properties: ['two'] } })
    const before = await tenantRows(tenant)
    expect(await refusal(setSessionMetadata(access, { id: newId('session'), metadata: {} }))).toBe(
      'not_found',
    )
    expect(await tenantRows(tenant)).toEqual(before)
  })
})

describe('ending one', () => {
  it('ends the tokens that depend on it, and keeps refresh tokens on request', async () => {
    const ann = await tenant.createUser()
    const second = await another(ann)
    const serve = await tokensOf(ann)
    expect(await serve()).toEqual([true, true])
    await revokeSession(access, { id: ann.sessionId, keepsRefreshTokens: true })
    expect(await alive(ann)).toBe(false)
    expect(await alive(ann, second)).toBe(true)
    expect(await serve()).toEqual([false, true])
  })

  it('ends refresh tokens too, even if the session has already ended', async () => {
    const ann = await tenant.createUser()
    const serve = await tokensOf(ann)
    await revokeSession(access, { id: ann.sessionId, keepsRefreshTokens: true })
    await revokeSession(access, { id: ann.sessionId, keepsRefreshTokens: false })
    expect(await serve()).toEqual([false, false])
    const before = await tenantRows(tenant)
    await revokeSession(access, { id: ann.sessionId, keepsRefreshTokens: false })
    expect(await tenantRows(tenant)).toEqual(before)
  })

  it('is refused for an unknown session and for another tenant’s', async () => {
    const theirs = await (await createTestTenant()).createUser()
    for (const id of [newId('session'), theirs.sessionId])
      expect(await refusal(revokeSession(access, { id, keepsRefreshTokens: false }))).toBe('not_found')
  })
})

describe('ending a user’s access', () => {
  it('ends all of the user’s sessions and tokens, and no other user’s', async () => {
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    const second = await another(ann)
    const annTokens = await tokensOf(ann)
    const benTokens = await tokensOf(ben)
    await revokeAccess(access, { userId: ann.id, keepsRefreshTokens: false })
    expect(await alive(ann)).toBe(false)
    expect(await alive(ann, second)).toBe(false)
    expect(await annTokens()).toEqual([false, false])
    expect([await alive(ben), ...(await benTokens())]).toEqual([true, true, true])
    expect((await eventsOf(tenant, 'user.access_revoked')).at(-1)).toMatchObject({
      targetId: ann.id,
      details: { sessionsEnded: 2, applicationsLeft: 2 },
    })
  })

  it('of one session leaves the others alone', async () => {
    const ann = await tenant.createUser()
    const second = await another(ann)
    const serve = await tokensOf(ann)
    await revokeAccess(access, { userId: ann.id, sessionId: second, keepsRefreshTokens: false })
    expect(await alive(ann)).toBe(true)
    expect(await alive(ann, second)).toBe(false)
    expect(await serve()).toEqual([true, true])
  })

  it('also ends refresh tokens whose session is gone', async () => {
    const ann = await tenant.createUser()
    const serve = await tokensOf(ann)
    await tenant.write((tx) => tx.session.deleteMany({ where: { id: ann.sessionId } }))
    expect(await serve()).toEqual([false, true])
    await revokeAccess(access, { userId: ann.id, keepsRefreshTokens: true })
    expect(await serve()).toEqual([false, true])
    await revokeAccess(access, { userId: ann.id, keepsRefreshTokens: false })
    expect(await serve()).toEqual([false, false])
  })

  it('is refused for another user’s session, and for an unknown user', async () => {
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    const before = await tenantRows(tenant)
    const requested = { userId: ann.id, sessionId: ben.sessionId, keepsRefreshTokens: false }
    expect(await refusal(revokeAccess(access, requested))).toBe('not_found')
    expect(await refusal(revokeAccess(access, { userId: 'auth0|nobody', keepsRefreshTokens: false }))).toBe(
      'not_found',
    )
    expect(await alive(ben)).toBe(true)
    expect(await tenantRows(tenant)).toEqual(before)
  })
})
