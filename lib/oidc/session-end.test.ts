import { describe, expect, it } from 'vitest'
import { findAuthorization, saveAuthorization } from '@/lib/domain/tokens/authorizations'
import { changePassword } from '@/lib/domain/users/change-password'
import { endOtherSessions, endSession } from '@/lib/domain/users/end-sessions'
import { newId } from '@/lib/ids'
import { startIssuedTokens } from '@/test/fixtures/issued-tokens'
import { refresh, signIn, userinfo } from '@/test/fixtures/openid'
import { eventsOf } from '@/test/fixtures/operator'
import { testPassword } from '@/test/fixtures/tenant'

const { tenant, openid, createUsers, secondSession, issueTokens } = await startIssuedTokens()

describe('the session that changes the password', () => {
  it('stays active, and so do its applications; the event counts what ended', async () => {
    const { member } = await createUsers()
    const here = await issueTokens(member)
    const other = await secondSession(member)
    await issueTokens(other)
    await changePassword(member.self, { current: testPassword, password: 'another-front-door-by-far' })
    expect(await refresh(openid, here.tokens.refresh_token)).toMatchObject({ status: 200 })
    expect(await here.redeem()).toMatchObject({ status: 200 })
    const events = await eventsOf(tenant, 'password.changed')
    expect(events.at(-1)?.details).toEqual({ by: 'person', sessionsEnded: 1, applicationsLeft: 2 })
  })
})

describe('refresh tokens that outlived their session', () => {
  it('work after signing out, and end with “sign out everywhere”, which writes an event', async () => {
    const { member } = await createUsers()
    const other = await secondSession(member)
    const { tokens } = await issueTokens(other)
    await endSession(member.self, other.sessionId)
    const next = await refresh(openid, tokens.refresh_token)
    expect(next).toMatchObject({ status: 200 })
    expect(await endOtherSessions(member.self)).toBe(0)
    expect(await refresh(openid, next.refresh_token)).toMatchObject({ error: 'invalid_grant' })
    const [event] = (await eventsOf(tenant, 'application.tokens_revoked')).filter(
      ({ targetId }) => targetId === member.id,
    )
    expect(event?.details).toEqual({ applicationsLeft: 2 })
  })

  it('are the only tokens that outlive it', async () => {
    const { member } = await createUsers()
    const other = await secondSession(member)
    const entry = await signIn(openid, other, { offline: false })
    const tokens = await entry()
    expect(tokens).toMatchObject({ status: 200 })
    expect(tokens.refresh_token).toBeUndefined()
    await endSession(member.self, other.sessionId)
    expect((await userinfo(openid, tokens.access_token)).status).toBe(401)
  })
})

describe('a user who signs in to an application while their sessions end', () => {
  it('has no authorization that outlives them', async () => {
    const { member } = await createUsers()
    for (let round = 0; round < 20; round++) {
      const other = await secondSession(member)
      const id = newId('authorization')
      const [isSaved] = await Promise.all([
        saveAuthorization(tenant.tenantId, {
          id,
          clientId: openid.web.id,
          userId: member.id,
          sessionId: other.sessionId,
          connectionId: tenant.connection('password'),
          organizationId: null,
          offline: true,
          payload: {},
          expiresIn: 600,
        }),
        endOtherSessions(member.self),
      ])
      expect(await findAuthorization(tenant.tenantId, id), `round ${round}, saved: ${isSaved}`).toBeNull()
    }
  })
})
