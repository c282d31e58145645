import { beforeEach, describe, expect, it } from 'vitest'
import { createOpenidTenant, refresh, requestToken, signIn } from '@/test/fixtures/openid'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { RequiredConnection } from '@/test/fixtures/required-connection'
import { arrived } from '@/test/fixtures/signed-out'
import type { TestUser } from '@/test/fixtures/tenant'

const own = await OwnConnections.open()
const { tenant } = own.fixture
const openid = await createOpenidTenant(tenant)
let fixture: RequiredConnection

beforeEach(async () => {
  fixture = await RequiredConnection.create(own)
})

describe('owners', () => {
  it('enter by another enabled method, and the log says so once for each session', async () => {
    const { organization, connectionId } = fixture.at
    const bypassed = () => fixture.events('connection.bypassed')
    const owner = await fixture.member(['Owner'])
    await fixture.set(true)
    const pages = await Promise.all([1, 2, 3, 4].map(() => fixture.refusalOf(owner)))
    expect([...pages, await fixture.refusalOf(owner)]).toEqual([null, null, null, null, null])
    expect(await bypassed()).toMatchObject([
      { actorId: owner.id, targetId: owner.sessionId, details: { connectionId } },
    ])
    const arrival = await arrived(fixture.signInThere(owner, tenant.connection('password')))
    expect(arrival.organization?.id).toBe(organization.id)
    const { sessionId } = arrival
    expect(await fixture.refusalOf({ ...owner, self: { ...owner.self, sessionId } })).toBeNull()
    expect((await bypassed()).map(({ targetId }) => targetId)).toEqual([owner.sessionId, sessionId])
    await fixture.refusalOf(await fixture.signedInBy(owner))
    expect(await bypassed()).toHaveLength(2)
  })

  it('open an application without it, and the log says so', async () => {
    const owner = await fixture.member(['Owner'])
    await fixture.set(true)
    const tokens = await (await signIn(openid, owner, fixture.at))()
    expect(tokens.access_token).toBeDefined()
    expect(await fixture.events('connection.bypassed')).toMatchObject([{ targetId: owner.sessionId }])
  })

  it('switch into it by a refresh token without it, and the log says so once, before any page is opened', async () => {
    const { organization } = fixture.at
    const bypassed = () => fixture.events('connection.bypassed')
    const owner = await fixture.member(['Owner'])
    const member = await fixture.member()
    await fixture.set(true)
    const [owners, members] = await Promise.all([tokensOf(owner), tokensOf(member)])
    expect(await bypassed()).toEqual([])
    const there = { organization: organization.id }
    expect((await refresh(openid, members.refresh_token, there)).error).toBe('invalid_grant')
    const refused = await refresh(openid, owners.refresh_token, {
      ...there,
      audience: 'https://unknown.test',
    })
    expect(refused.error).toBe('invalid_target')
    expect(await bypassed()).toEqual([])
    const switched = await refresh(openid, owners.refresh_token, there)
    await refresh(openid, switched.refresh_token, there)
    expect(await bypassed()).toMatchObject([
      { actorId: owner.id, targetId: owner.sessionId, details: { connectionId: fixture.at.connectionId } },
    ])
    expect(await fixture.refusalOf(owner)).toBeNull()
    expect(await bypassed()).toHaveLength(1)
  })

  it('exchange a token for one of it without it, and the log says so', async () => {
    const owner = await fixture.member(['Owner'])
    await fixture.set(true)
    const { access_token: subject = '' } = await tokensOf(owner, { audience: openid.audience })
    const answer = await requestToken(openid, openid.web, {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: subject,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      organization: fixture.at.organization.id,
    })
    expect(answer.access_token).toBeDefined()
    expect(await fixture.events('connection.bypassed')).toMatchObject([{ targetId: owner.sessionId }])
  })

  it('that an exchange or a refresh refuses have not entered it, which the log does not say', async () => {
    const { organization } = fixture.at
    const owner = await fixture.member(['Owner'])
    const elsewhere = await tenant.createOrganization({ owner })
    await fixture.set(true)
    const there = { organization: organization.id }
    const tokens = await tokensOf(owner, { audience: openid.audience, organization: elsewhere.id })
    const exchange = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    }
    const foreign = { ...exchange, subject_token: tokens.access_token ?? '', ...there }
    expect((await requestToken(openid, openid.web, foreign)).error).toBe('invalid_grant')
    const own = await tokensOf(owner, { audience: openid.audience })
    const wider = { ...exchange, subject_token: own.access_token ?? '', ...there, scope: 'more:than_before' }
    expect((await requestToken(openid, openid.web, wider)).error).toBe('invalid_scope')
    await refresh(openid, own.refresh_token, {})
    await tenant.write(
      (tx) => tx.$executeRaw`UPDATE token_artifacts SET consumed_at = consumed_at - interval '1 hour'`,
    )
    expect((await refresh(openid, own.refresh_token, there)).error).toBe('invalid_grant')
    expect(await fixture.events('connection.bypassed')).toEqual([])
  })

  it('have no other way in once they are owners no more, and none by a disabled method', async () => {
    const { organization } = fixture.at
    const owner = await fixture.member(['Owner'])
    const email = await fixture.signedInBy(owner, tenant.connection('email'))
    await fixture.set(true)
    const where = { organizationId: organization.id }
    await tenant.write((tx) =>
      tx.enabledConnection.updateMany({
        where: { ...where, connectionId: tenant.connection('email') },
        data: { isEnabled: false },
      }),
    )
    expect(await fixture.refusalOf(email)).toBe('connection')
    expect(await fixture.refusalOf(owner)).toBeNull()
    await tenant.write((tx) =>
      tx.memberRole.updateMany({
        where: { ...where, userId: owner.id },
        data: { roleId: tenant.role('Admin') },
      }),
    )
    expect(await fixture.refusalOf(owner)).toBe('connection')
  })
})

/** At the tenant, without an organization. */
async function tokensOf(user: TestUser, asks: Record<string, string> = {}) {
  const redeem = await signIn(openid, user, { asks })
  return redeem()
}
