import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { from, refusalCode } from '@/test/at-the-door'
import { Authenticator } from '@/test/authenticator'
import { makeHouse, type House, type Person } from '@/test/house'
import { PasskeyDesk, type Lies } from '@/test/passkey-desk'
import { findSession } from '../users/find-session'
import { askToAddPasskey } from './ask-to-add-passkey'
import { removePasskey } from './remove-passkey'
import { listPasskeys } from './list-passkeys'

let house: House
let desk: PasskeyDesk

beforeAll(async () => {
  house = await makeHouse()
  desk = new PasskeyDesk(house)
})
afterAll(disconnect)

async function withPasskey(): Promise<{ ann: Person; device: Authenticator }> {
  const ann = await house.person()
  return { ann, device: await desk.device(ann) }
}

function withoutCount(device: Authenticator) {
  return from(() => desk.signIn(device, { counter: 0 }))
}

function sessionOf(id: string) {
  return house.look((tx) =>
    tx.session.findUniqueOrThrow({ where: { tenantId_id: { tenantId: house.tenantId, id } } }),
  )
}

describe('a passkey', () => {
  it('signs its owner in, without a name, by the connection for it', async () => {
    const { ann, device } = await withPasskey()
    const arrival = await from(() => desk.signIn(device))
    expect(arrival).toMatchObject({ userId: ann.id, organization: null })
    expect(await findSession(house.tenantId, arrival.sessionId, ann.id)).not.toBeNull()
    expect(await sessionOf(arrival.sessionId)).toMatchObject({
      connectionId: house.connection('passkey'),
      amr: ['hwk', 'user'],
    })
    const [listed] = await listPasskeys(ann.self)
    expect(listed?.lastUsedAt).toBeInstanceOf(Date)
  })

  it('that is synced says so', async () => {
    const { device } = await withPasskey()
    const { sessionId } = await from(() => desk.signIn(device, { isSynced: true }))
    expect((await sessionOf(sessionId)).amr).toEqual(['swk', 'user'])
  })

  it('lands its owner in the organization at whose page it is used', async () => {
    const { ann, device } = await withPasskey()
    const place = await house.organization({ owner: ann })
    const arrival = await from(() => desk.signIn(device, { at: place }))
    expect(arrival.organization).toEqual({ id: place.id, slug: place.slug })
  })

  it('does not count where an organization has it off', async () => {
    const { ann, device } = await withPasskey()
    const place = await house.organization({ owner: ann })
    await house.arrange((tx) =>
      tx.enabledConnection.deleteMany({
        where: { organizationId: place.id, connectionId: house.connection('passkey') },
      }),
    )
    expect(await refusalCode(from(() => desk.signIn(device, { at: place })))).toBe('invalid')
    const { sessionId } = await from(() => desk.signIn(device, { counter: 2 }))
    const elsewhere = { ...ann, self: { ...ann.self, sessionId } }
    await expect(house.accessTo(place, elsewhere)).rejects.toThrow('connection')
  })

  it('whose device does not count signs in again and again', async () => {
    const { ann, device } = await withPasskey()
    const [one, two] = [await withoutCount(device), await withoutCount(device)]
    expect([one.userId, two.userId]).toEqual([ann.id, ann.id])
  })
})

describe('nobody gets in', () => {
  const lies: [string, (device: Authenticator) => Lies | Promise<Lies>][] = [
    ['on another origin', () => ({ origin: 'http://evil.localhost:3000' })],
    ['on an origin that begins like ours', () => ({ origin: `${desk.origin}.evil.test` })],
    ['on our host by another scheme', () => ({ origin: desk.origin.replace('http:', 'https:') })],
    ['in a frame of another site’s', () => ({ crossOrigin: true })],
    ['for another host', () => ({ rpId: 'evil.localhost' })],
    ['for the host above ours', () => ({ rpId: 'localhost' })],
    ['without the device having verified its person', () => ({ isVerified: false })],
    ['with a challenge of their own', () => ({ challenge: Buffer.alloc(32, 1).toString('base64url') })],
    ['with a challenge that another browser got', async () => ({ challenge: await desk.ask('another') })],
    ['with an answer to another question', () => ({ type: 'webauthn.create' })],
    [
      'with a passkey that says it is somebody else’s',
      () => ({ userHandle: 'auth0|0123456789abcdef01234567' }),
    ],
    [
      'with the name of a passkey and another key',
      (device) => ({ signer: new Authenticator(device.userId) }),
    ],
  ]

  it.each(lies)('%s', async (_what, lie) => {
    const { device } = await withPasskey()
    expect(await refusalCode(from(async () => desk.signIn(device, await lie(device))))).toBe('invalid')
    expect((await from(() => desk.signIn(device))).userId).toBe(device.userId)
  })

  it('with an answer that was given before', async () => {
    const { device } = await withPasskey()
    const challenge = await desk.ask()
    await from(() => desk.signIn(device, { challenge }))
    expect(await refusalCode(from(() => desk.signIn(device, { challenge, counter: 2 })))).toBe('invalid')
  })

  it('with a challenge that was answered wrongly before', async () => {
    const { device } = await withPasskey()
    const challenge = await desk.ask()
    await refusalCode(from(() => desk.signIn(device, { challenge, isVerified: false })))
    expect(await refusalCode(from(() => desk.signIn(device, { challenge })))).toBe('invalid')
  })

  it('with a challenge whose five minutes are over', async () => {
    const { device } = await withPasskey()
    const challenge = await desk.ask('late')
    await house.arrange(
      (tx) => tx.$executeRaw`
        UPDATE token_artifacts SET expires_at = now() WHERE tenant_id = ${house.tenantId} AND kind = 'passkey_sign_in'`,
    )
    expect(await refusalCode(from(() => desk.signIn(device, { challenge, browser: 'late' })))).toBe('invalid')
  })

  it('with a challenge for adding one', async () => {
    const { ann, device } = await withPasskey()
    const { challenge } = await askToAddPasskey(ann.self)
    const lie = { challenge, browser: ann.sessionId }
    expect(await refusalCode(from(() => desk.signIn(device, lie)))).toBe('invalid')
  })

  it('with a copy of a device, whose counter has fallen behind', async () => {
    const { device } = await withPasskey()
    await from(() => desk.signIn(device, { counter: 7 }))
    for (const counter of [7, 6, 0]) {
      expect(await refusalCode(from(() => desk.signIn(device, { counter })))).toBe('invalid')
    }
    await from(() => desk.signIn(device, { counter: 8 }))
  })

  it('with a passkey that nobody has added', async () => {
    const ann = await house.person()
    expect(await refusalCode(from(() => desk.signIn(new Authenticator(ann.id))))).toBe('invalid')
  })

  it('with a passkey of another tenant’s, of the same person even', async () => {
    const other = new PasskeyDesk(await makeHouse(), desk.rpId)
    const { device } = await withPasskey()
    expect(await refusalCode(from(() => other.signIn(device)))).toBe('invalid')
  })

  it('who is blocked or unproven, or has removed it', async () => {
    const { ann, device } = await withPasskey()
    const where = { tenantId_id: { tenantId: house.tenantId, id: ann.id } }
    for (const given of [{ blocked: true }, { blocked: false, emailVerifiedAt: null }]) {
      await house.arrange((tx) => tx.user.update({ where, data: given }))
      expect(await refusalCode(from(() => desk.signIn(device)))).toBe('invalid')
    }
    await house.arrange((tx) => tx.user.update({ where, data: { emailVerifiedAt: new Date() } }))
    const [passkey] = await listPasskeys(ann.self)
    await removePasskey(ann.self, passkey?.id ?? '')
    expect(await refusalCode(from(() => desk.signIn(device)))).toBe('invalid')
  })

  it('where the tenant has no passkeys', async () => {
    const bare = await makeHouse()
    const there = new PasskeyDesk(bare)
    const device = await there.device(await bare.person())
    await bare.arrange((tx) => tx.connection.deleteMany({ where: { strategy: 'passkey' } }))
    expect(await refusalCode(from(() => there.signIn(device)))).toBe('invalid')
  })
})

it('one answer, sent fifty times at once, opens one session', async () => {
  const { ann, device } = await withPasskey()
  const challenge = await desk.ask()
  const tries = Array.from({ length: 50 }, () => from(() => desk.signIn(device, { challenge })))
  const opened = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
  expect(opened).toHaveLength(1)
  const sessions = await house.look((tx) =>
    tx.session.count({ where: { userId: ann.id, connectionId: house.connection('passkey') } }),
  )
  expect(sessions).toBe(1)
})

it('two answers with one count, from a device and its copy, open one session', async () => {
  const { device } = await withPasskey()
  const tries = ['one', 'two'].map((browser) => from(() => desk.signIn(device, { browser })))
  const opened = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
  expect(opened).toHaveLength(1)
})

it('a refusal is written down, and says no more than the others', async () => {
  const { ann, device } = await withPasskey()
  const wrong = desk.signIn(device, { isVerified: false })
  const unknown = desk.signIn(new Authenticator(ann.id))
  const [one, other] = (await Promise.allSettled([wrong, unknown])).map((tried) =>
    tried.status === 'rejected' ? String(tried.reason) : 'let in',
  )
  expect(one).toBe(other)
  const events = await house.look((tx) =>
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
    Promise.all(Array.from({ length: 40 }, () => refusalCode(desk.signIn(nobody, { challenge: 'none' })))),
  )
  expect(codes.filter((code) => code === 'invalid')).toHaveLength(30)
  expect(codes.filter((code) => code === 'too_many')).toHaveLength(10)
})
