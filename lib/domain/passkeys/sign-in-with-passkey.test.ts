import { beforeAll, describe, expect, it } from 'vitest'
import { from, refusalCode } from '@/test/fixtures/signed-out'
import { Authenticator } from '@/test/authenticator'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { PasskeyFixture, type Deviations } from '@/test/fixtures/passkeys'
import { findSession } from '../users/find-session'
import { requestNewPasskey } from './challenge'
import { listPasskeys, removePasskey } from './passkeys'

let tenant: TestTenant
let api: PasskeyFixture

beforeAll(async () => {
  tenant = await createTestTenant()
  api = new PasskeyFixture(tenant)
})

async function withPasskey(): Promise<{ ann: TestUser; device: Authenticator }> {
  const ann = await tenant.createUser()
  return { ann, device: await api.device(ann) }
}

function withoutCount(device: Authenticator) {
  return from(() => api.signIn(device, { counter: 0 }))
}

function sessionOf(id: string) {
  return tenant.read((tx) =>
    tx.session.findUniqueOrThrow({ where: { tenantId_id: { tenantId: tenant.tenantId, id } } }),
  )
}

describe('a passkey', () => {
  it('signs its owner in, without a name, by the connection for it', async () => {
    const { ann, device } = await withPasskey()
    const arrival = await from(() => api.signIn(device))
    expect(arrival).toMatchObject({ userId: ann.id, organization: null })
    expect(await findSession(tenant.tenantId, arrival.sessionId, ann.id)).not.toBeNull()
    expect(await sessionOf(arrival.sessionId)).toMatchObject({
      connectionId: tenant.connection('passkey'),
      amr: ['hwk', 'user'],
    })
    const [listed] = await listPasskeys(ann.self)
    expect(listed?.lastUsedAt).toBeInstanceOf(Date)
  })

  it('that is synced says so', async () => {
    const { device } = await withPasskey()
    const { sessionId } = await from(() => api.signIn(device, { isSynced: true }))
    expect((await sessionOf(sessionId)).amr).toEqual(['swk', 'user'])
  })

  it('lands its owner in the organization at whose page it is used', async () => {
    const { ann, device } = await withPasskey()
    const organization = await tenant.createOrganization({ owner: ann })
    const arrival = await from(() => api.signIn(device, { at: organization }))
    expect(arrival.organization).toEqual({ id: organization.id, slug: organization.slug })
  })

  it('does not count where an organization has it off', async () => {
    const { ann, device } = await withPasskey()
    const organization = await tenant.createOrganization({ owner: ann })
    await tenant.write((tx) =>
      tx.enabledConnection.deleteMany({
        where: { organizationId: organization.id, connectionId: tenant.connection('passkey') },
      }),
    )
    expect(await refusalCode(from(() => api.signIn(device, { at: organization })))).toBe('invalid')
    const { sessionId } = await from(() => api.signIn(device, { counter: 2 }))
    const elsewhere = { ...ann, self: { ...ann.self, sessionId } }
    await expect(tenant.accessTo(organization, elsewhere)).rejects.toThrow('connection')
  })

  it('whose device does not count signs in again and again', async () => {
    const { ann, device } = await withPasskey()
    const one = await withoutCount(device)
    const two = await withoutCount(device)
    expect([one.userId, two.userId]).toEqual([ann.id, ann.id])
  })
})

describe('refuses a sign-in', () => {
  const deviations: [string, (device: Authenticator) => Deviations | Promise<Deviations>][] = [
    ['on another origin', () => ({ origin: 'http://evil.localhost:3000' })],
    ['on an origin that begins like ours', () => ({ origin: `${api.origin}.attacker.test` })],
    ['on our host by another scheme', () => ({ origin: api.origin.replace('http:', 'https:') })],
    ['in a frame of another site’s', () => ({ crossOrigin: true })],
    ['for another host', () => ({ rpId: 'evil.localhost' })],
    ['for the host above ours', () => ({ rpId: 'localhost' })],
    ['without the device having verified its person', () => ({ isVerified: false })],
    ['with a challenge of their own', () => ({ challenge: Buffer.alloc(32, 1).toString('base64url') })],
    ['with a challenge that another browser got', async () => ({ challenge: await api.ask('another') })],
    ['with an answer to another question', () => ({ type: 'webauthn.create' })],
    [
      'with a passkey that says it is another user’s',
      () => ({ userHandle: 'auth0|0123456789abcdef01234567' }),
    ],
    [
      'with the name of a passkey and another key',
      (device) => ({ signer: new Authenticator(device.userId) }),
    ],
  ]

  it.each(deviations)('%s', async (_what, deviation) => {
    const { device } = await withPasskey()
    expect(await refusalCode(from(async () => api.signIn(device, await deviation(device))))).toBe('invalid')
    expect((await from(() => api.signIn(device))).userId).toBe(device.userId)
  })

  it('with an answer that was given before', async () => {
    const { device } = await withPasskey()
    const challenge = await api.ask()
    await from(() => api.signIn(device, { challenge }))
    expect(await refusalCode(from(() => api.signIn(device, { challenge, counter: 2 })))).toBe('invalid')
  })

  it('with a challenge that was answered wrongly before', async () => {
    const { device } = await withPasskey()
    const challenge = await api.ask()
    await refusalCode(from(() => api.signIn(device, { challenge, isVerified: false })))
    expect(await refusalCode(from(() => api.signIn(device, { challenge })))).toBe('invalid')
  })

  it('with a challenge whose five minutes are over', async () => {
    const { device } = await withPasskey()
    const challenge = await api.ask('late')
    await tenant.write(
      (tx) => tx.$executeRaw`
        UPDATE token_artifacts SET expires_at = now() WHERE tenant_id = ${tenant.tenantId} AND kind = 'passkey_sign_in'`,
    )
    expect(await refusalCode(from(() => api.signIn(device, { challenge, browser: 'late' })))).toBe('invalid')
  })

  it('with a challenge for adding one', async () => {
    const { ann, device } = await withPasskey()
    const { challenge } = await requestNewPasskey(ann.self)
    const deviation = { challenge, browser: ann.sessionId }
    expect(await refusalCode(from(() => api.signIn(device, deviation)))).toBe('invalid')
  })

  it('with a copy of a device, whose counter has fallen behind', async () => {
    const { device } = await withPasskey()
    await from(() => api.signIn(device, { counter: 7 }))
    for (const counter of [7, 6, 0]) {
      expect(await refusalCode(from(() => api.signIn(device, { counter })))).toBe('invalid')
    }
    await from(() => api.signIn(device, { counter: 8 }))
  })

  it('with an unknown passkey', async () => {
    const ann = await tenant.createUser()
    expect(await refusalCode(from(() => api.signIn(new Authenticator(ann.id))))).toBe('invalid')
  })

  it('with a passkey of another tenant’s, of the same person even', async () => {
    const other = new PasskeyFixture(await createTestTenant(), api.rpId)
    const { device } = await withPasskey()
    expect(await refusalCode(from(() => other.signIn(device)))).toBe('invalid')
  })

  it('who is blocked or unverified, or has removed it', async () => {
    const { ann, device } = await withPasskey()
    const where = { tenantId_id: { tenantId: tenant.tenantId, id: ann.id } }
    for (const given of [{ blocked: true }, { blocked: false, emailVerifiedAt: null }]) {
      await tenant.write((tx) => tx.user.update({ where, data: given }))
      expect(await refusalCode(from(() => api.signIn(device)))).toBe('invalid')
    }
    await tenant.write((tx) => tx.user.update({ where, data: { emailVerifiedAt: new Date() } }))
    const [passkey] = await listPasskeys(ann.self)
    await removePasskey(ann.self, passkey?.id ?? '')
    expect(await refusalCode(from(() => api.signIn(device)))).toBe('invalid')
  })

  it('where the tenant has no passkeys', async () => {
    const bare = await createTestTenant()
    const there = new PasskeyFixture(bare)
    const device = await there.device(await bare.createUser())
    await bare.write((tx) => tx.connection.deleteMany({ where: { strategy: 'passkey' } }))
    expect(await refusalCode(from(() => there.signIn(device)))).toBe('invalid')
  })
})

it('one answer, sent fifty times at once, opens one session', async () => {
  const { ann, device } = await withPasskey()
  const challenge = await api.ask()
  const tries = Array.from({ length: 50 }, () => from(() => api.signIn(device, { challenge })))
  const opened = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
  expect(opened).toHaveLength(1)
  const sessions = await tenant.read((tx) =>
    tx.session.count({ where: { userId: ann.id, connectionId: tenant.connection('passkey') } }),
  )
  expect(sessions).toBe(1)
})

it('two answers with one count, from a device and its copy, open one session', async () => {
  const { device } = await withPasskey()
  const tries = ['one', 'two'].map((browser) => from(() => api.signIn(device, { browser })))
  const opened = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
  expect(opened).toHaveLength(1)
})

it('a refusal is written down, and says no more than the others', async () => {
  const { ann, device } = await withPasskey()
  const wrong = api.signIn(device, { isVerified: false })
  const unknown = api.signIn(new Authenticator(ann.id))
  const [one, other] = (await Promise.allSettled([wrong, unknown])).map((tried) =>
    tried.status === 'rejected' ? String(tried.reason) : 'let in',
  )
  expect(one).toBe(other)
  const events = await tenant.read((tx) =>
    tx.auditEvent.findMany({
      where: { type: 'session.refused', targetId: ann.id },
      select: { details: true },
    }),
  )
  expect(events).toEqual([{ details: { amr: ['user'], way: 'passkey', reason: 'answer' } }])
})

it('thirty wrong answers from one address in five minutes are enough', async () => {
  const nobody = new Authenticator('auth0|nobody')
  const codes = await from(() =>
    Promise.all(Array.from({ length: 40 }, () => refusalCode(api.signIn(nobody, { challenge: 'none' })))),
  )
  expect(codes.filter((code) => code === 'invalid')).toHaveLength(30)
  expect(codes.filter((code) => code === 'too_many')).toHaveLength(10)
})
