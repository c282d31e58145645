import { describe, expect, it } from 'vitest'
import { authorize, type OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { endSession } from '@/lib/domain/users/end-sessions'
import { createOpenidTenant, introspect, refresh, signIn, userinfo } from '@/test/fixtures/openid'
import { PoliciesFixture } from '@/test/fixtures/policies'
import { refusalCode } from '@/test/fixtures/signed-out'
import { createTestTenant, type TestUser } from '@/test/fixtures/tenant'

const tenant = await createTestTenant()
const openid = await createOpenidTenant(tenant)

const invalid = { status: 400, error: 'invalid_grant' }

/** Where the application is sent instead of getting a code. */
async function refusedAt(user: TestUser, at: PoliciesFixture, asks: Record<string, string> = {}) {
  const { organization } = at
  const location = await signIn(openid, user, { organization, asks }).then(
    () => null,
    (error: unknown) => String(error),
  )
  if (location?.includes('/authorize/continue/')) return 'continue'
  return /error=(\w+)/.exec(location ?? '')?.[1] ?? location
}

async function issue(at: PoliciesFixture, user = at.member) {
  const { organization } = at
  const tokens = await (await signIn(openid, user, { organization }))()
  expect(tokens).toMatchObject({ status: 200 })
  return { tokens, redeem: await signIn(openid, user, { organization }) }
}

/** As a token of the member that is bound to the organization. */
function accessOf(at: PoliciesFixture, authorizationId: string): OrganizationAccess {
  const caller = { userId: at.member.id, authorizationId, scopes: [] }
  const organizationId = at.organization.id
  return authorize({
    kind: 'organization',
    tenantId: tenant.tenantId,
    organizationId,
    caller,
    permissions: new Set(),
  })
}

async function authorizationOf({ member }: PoliciesFixture): Promise<string> {
  const where = { userId: member.id }
  return (await tenant.read((tx) => tx.authorization.findFirstOrThrow({ where, orderBy: { id: 'asc' } }))).id
}

describe('a required second factor', () => {
  it('leads to its step at /authorize, and tells an application that shows no page', async () => {
    const at = await PoliciesFixture.create(tenant)
    await at.set({ secondFactorInDays: 0 })
    expect(await refusedAt(at.member, at)).toBe('continue')
    expect(await refusedAt(at.member, at, { prompt: 'none' })).toBe('interaction_required')
    const withFactor = await at.signedInBy(at.member, { amr: ['pwd', 'otp', 'mfa'] })
    expect(await refusedAt(withFactor, at)).toBeNull()
  })

  it('refuses codes, refresh tokens and access tokens of sign-ins without one', async () => {
    const at = await PoliciesFixture.create(tenant)
    const { tokens, redeem } = await issue(at)
    const access = accessOf(at, await authorizationOf(at))
    await read(access, () => Promise.resolve(null))
    await at.set({ secondFactorInDays: 0 })
    expect(await redeem()).toMatchObject(invalid)
    expect(await refresh(openid, tokens.refresh_token)).toMatchObject(invalid)
    expect(await userinfo(openid, tokens.access_token)).toMatchObject({ status: 401 })
    expect(await introspect(openid, tokens.refresh_token)).toEqual({ active: false })
    expect(await introspect(openid, tokens.access_token)).toEqual({ active: false })
    expect(await refusalCode(read(access, () => Promise.resolve(null)))).toBe('sign_in_again')
  })

  it('leaves sign-ins with one, also after their session has ended', async () => {
    const at = await PoliciesFixture.create(tenant)
    const withFactor = await at.signedInBy(at.member, { amr: ['pwd', 'otp', 'mfa'] })
    const { tokens } = await issue(at, withFactor)
    await at.set({ secondFactorInDays: 0 })
    expect(await userinfo(openid, tokens.access_token)).toMatchObject({ status: 200 })
    await endSession(withFactor.self, withFactor.sessionId)
    expect(await refresh(openid, tokens.refresh_token)).toMatchObject({ status: 200 })
  })

  it('leaves the refresh token for other organizations, and gives it none of this one', async () => {
    const at = await PoliciesFixture.create(tenant)
    await at.set({ secondFactorInDays: 0 })
    const there = await at.elsewhere()
    const first = await (await signIn(openid, at.member, { organization: there }))()
    const asked = await refresh(openid, first.refresh_token, { organization: at.organization.id })
    expect(asked).toMatchObject(invalid)
    expect(await refresh(openid, first.refresh_token)).toMatchObject({ status: 200 })
  })
})

describe('times', () => {
  it('end codes, refresh tokens and access tokens of a sign-in that is too old', async () => {
    const at = await PoliciesFixture.create(tenant)
    await at.set({ sessionMinutes: 60 })
    await at.age(at.member, { opened: 58, used: 0 })
    const { tokens, redeem } = await issue(at)
    const next = await refresh(openid, tokens.refresh_token)
    expect(next).toMatchObject({ status: 200 })
    await at.set({ sessionMinutes: 50 })
    expect(await redeem()).toMatchObject(invalid)
    expect(await refresh(openid, next.refresh_token)).toMatchObject(invalid)
    expect(await userinfo(openid, next.access_token)).toMatchObject({ status: 401 })
    expect(await refusedAt(at.member, at)).toBe('continue')
    expect(await refusedAt(at.member, at, { prompt: 'none' })).toBe('login_required')
  })

  it('count idle time for the session alone, not for tokens that an application refreshes', async () => {
    const at = await PoliciesFixture.create(tenant)
    const { tokens } = await issue(at)
    await at.set({ idleMinutes: 15 })
    await at.age(at.member, { opened: 60, used: 20 })
    expect(await refusedAt(at.member, at, { prompt: 'none' })).toBe('login_required')
    expect(await refresh(openid, tokens.refresh_token)).toMatchObject({ status: 200 })
  })
})
