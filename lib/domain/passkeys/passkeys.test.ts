import { beforeAll, describe, expect, it } from 'vitest'
import { mailsTo, refusalCode } from '@/test/fixtures/signed-out'
import { Authenticator, type Told } from '@/test/authenticator'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { PasskeyFixture } from '@/test/fixtures/passkeys'
import { profileFrom, createTestConnection } from '@/test/fixtures/provider-users'
import { createOperator } from '@/test/fixtures/operator'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { updateConnection } from '../connections/update-connection'
import { linkIdentity } from '../connections/link-identity'
import { requestNewPasskey } from './challenge'
import { listPasskeys, removePasskey, renamePasskey } from './passkeys'

let tenant: TestTenant
let api: PasskeyFixture

beforeAll(async () => {
  tenant = await createTestTenant()
  api = new PasskeyFixture(tenant)
})

async function only(person: TestUser): Promise<string> {
  const [passkey] = await listPasskeys(person.self)
  if (!passkey) throw new Error('The user has no passkey.')
  return passkey.id
}

async function anothersChallenge(): Promise<string> {
  return (await requestNewPasskey((await tenant.createUser()).self)).challenge
}

function eventsOf(person: TestUser, type: string) {
  return tenant.read((tx) =>
    tx.auditEvent.findMany({ where: { tenantId: tenant.tenantId, type, actorId: person.id } }),
  )
}

describe('adding a passkey', () => {
  it('asks for a discoverable passkey that verifies its user, on any kind of device', async () => {
    const ann = await tenant.createUser({ name: 'Ann' })
    const options = await requestNewPasskey(ann.self)
    expect(options.rp).toEqual({ id: api.rpId, name: 'House' })
    expect(options.user).toMatchObject({ name: ann.email, displayName: 'Ann' })
    expect(options.authenticatorSelection).toMatchObject({
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    })
    expect(options.authenticatorSelection).not.toHaveProperty('authenticatorAttachment')
    expect(options.attestation).toBe('none')
  })

  it('is refused if the user is blocked meanwhile', async () => {
    const ann = await tenant.createUser()
    const { challenge } = await requestNewPasskey(ann.self)
    const adding: Promise<string>[] = []
    await tenant.read(async (tx) => {
      await tx.user.updateMany({ where: { id: ann.id }, data: { blocked: true } })
      adding.push(refusalCode(api.answer(ann, new Authenticator(ann.id), { challenge })))
      await waitForLockWaiter(tx)
    })
    expect(await Promise.all(adding)).toEqual(['sign_in_again'])
    expect(await tenant.read((tx) => tx.passkey.count({ where: { userId: ann.id } }))).toBe(0)
  })

  it('stores it, records an event and tells its owner by email', async () => {
    const ann = await tenant.createUser()
    const device = await api.device(ann)
    expect(await listPasskeys(ann.self)).toMatchObject([{ name: 'Phone', lastUsedAt: null }])
    expect(await eventsOf(ann, 'passkey.added')).toHaveLength(1)
    expect((await mailsTo(tenant, ann.email)).map(({ template }) => template)).toEqual(['passkey_added'])
    const { excludeCredentials } = await requestNewPasskey(ann.self)
    expect(excludeCredentials).toMatchObject([{ id: device.id.toString('base64url') }])
  })

  it('needs a sign-in within the last fifteen minutes', async () => {
    const ann = await tenant.createUser()
    const { challenge } = await requestNewPasskey(ann.self)
    await tenant.write((tx) =>
      tx.session.update({
        where: { tenantId_id: { tenantId: tenant.tenantId, id: ann.sessionId } },
        data: { authTime: new Date(Date.now() - 16 * 60_000) },
      }),
    )
    expect(await refusalCode(requestNewPasskey(ann.self))).toBe('sign_in_again')
    expect(await refusalCode(api.answer(ann, new Authenticator(ann.id), { challenge }))).toBe('sign_in_again')
    expect(await listPasskeys(ann.self)).toEqual([])
  })

  it('is refused after a sign-in with one organization’s provider', async () => {
    const ann = await tenant.createUser()
    const connection = await createTestConnection(tenant)
    const linked = await linkIdentity(ann.self, profileFrom(connection))
    if (linked.kind !== 'arrived') throw new Error(`The sign-in did not finish: ${linked.kind}`)
    const self = { ...ann.self, sessionId: linked.arrival.sessionId }
    expect(await refusalCode(requestNewPasskey(self))).toBe('sign_in_again')
    const operator = await tenant.tenantAccess(await createOperator(tenant), 'update:connections')
    await updateConnection(operator, { id: connection.id, isDefault: true })
    expect(await requestNewPasskey(self)).toHaveProperty('challenge')
  })

  const deviations: [string, () => Partial<Told> | Promise<Partial<Told>>][] = [
    ['from another origin', () => ({ origin: 'http://evil.localhost:3000' })],
    ['for another host', () => ({ rpId: 'evil.localhost' })],
    ['without the device having verified its person', () => ({ isVerified: false })],
    ['in a frame of another site’s', () => ({ crossOrigin: true })],
    ['with a challenge of its own', () => ({ challenge: Buffer.alloc(32, 1).toString('base64url') })],
    ['with another person’s challenge', async () => ({ challenge: await anothersChallenge() })],
    ['with a challenge for signing in', async () => ({ challenge: await api.ask() })],
    ['with an answer to another question', () => ({ type: 'webauthn.get' })],
  ]

  it.each(deviations)('refuses one %s', async (_what, deviation) => {
    const ann = await tenant.createUser()
    expect(await refusalCode(api.add(ann, new Authenticator(ann.id), await deviation()))).toBe('invalid')
    expect(await listPasskeys(ann.self)).toEqual([])
  })

  it('takes an answer once', async () => {
    const ann = await tenant.createUser()
    const { challenge } = await requestNewPasskey(ann.self)
    await api.answer(ann, new Authenticator(ann.id), { challenge })
    expect(await refusalCode(api.answer(ann, new Authenticator(ann.id), { challenge }))).toBe('invalid')
    expect(await listPasskeys(ann.self)).toHaveLength(1)
  })

  it('refuses a passkey that already belongs to a user', async () => {
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    const device = await api.device(ann)
    expect(await refusalCode(api.add(ben, device))).toBe('conflict')
    expect(await refusalCode(api.add(ann, device))).toBe('conflict')
    expect(await listPasskeys(ben.self)).toEqual([])
  })

  it('stops at twenty, however many come at once', async () => {
    const ann = await tenant.createUser()
    await tenant.write((tx) =>
      tx.passkey.createMany({
        data: Array.from({ length: 18 }, (_, number) => ({
          id: `psk_${ann.id}_${number}`,
          userId: ann.id,
          credentialId: `${ann.id}_${number}`.replace('|', '_'),
          publicKey: new Uint8Array([1]),
          name: 'Key',
        })),
      }),
    )
    await Promise.allSettled(Array.from({ length: 6 }, () => api.device(ann)))
    expect(await listPasskeys(ann.self)).toHaveLength(20)
  })
})

describe('renaming a passkey', () => {
  it('changes its name in the list, and records one event', async () => {
    const ann = await tenant.createUser()
    await api.device(ann)
    await renamePasskey(ann.self, { id: await only(ann), name: 'Yubikey' })
    await renamePasskey(ann.self, { id: await only(ann), name: 'Yubikey' })
    expect(await listPasskeys(ann.self)).toMatchObject([{ name: 'Yubikey' }])
    expect(await eventsOf(ann, 'passkey.renamed')).toHaveLength(1)
  })

  it('is not for another’s', async () => {
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    await api.device(ann)
    expect(await refusalCode(renamePasskey(ben.self, { id: await only(ann), name: 'Mine' }))).toBe(
      'not_found',
    )
    expect(await listPasskeys(ann.self)).toMatchObject([{ name: 'Phone' }])
  })
})

describe('removing a passkey', () => {
  it('removes it from the list, records one event and tells its owner by email', async () => {
    const ann = await tenant.createUser()
    await api.device(ann)
    await removePasskey(ann.self, await only(ann))
    expect(await listPasskeys(ann.self)).toEqual([])
    expect(await eventsOf(ann, 'passkey.removed')).toHaveLength(1)
    const mails = await mailsTo(tenant, ann.email)
    expect(mails.map(({ template }) => template)).toEqual(['passkey_added', 'passkey_removed'])
  })

  it('is not for another’s, nor for another tenant’s', async () => {
    const other = await createTestTenant()
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    const eve = await other.createUser()
    await api.device(ann)
    for (const stranger of [ben, eve]) {
      expect(await refusalCode(removePasskey(stranger.self, await only(ann)))).toBe('not_found')
    }
    expect(await listPasskeys(ann.self)).toHaveLength(1)
  })

  it('leaves the last way to sign in, also when two go at once', async () => {
    const bare = await createTestTenant()
    const there = new PasskeyFixture(bare)
    const ann = await bare.createUser()
    await there.device(ann)
    await there.device(ann)
    await bare.write((tx) => tx.connection.deleteMany({ where: { strategy: 'email' } }))
    const ids = (await listPasskeys(ann.self)).map(({ id }) => id)
    const removals = ids.map((id) => removePasskey(ann.self, id))
    const codes = (await Promise.allSettled(removals)).map((removal) => removal.status)
    expect(codes.sort()).toEqual(['fulfilled', 'rejected'])
    expect(await refusalCode(removePasskey(ann.self, await only(ann)))).toBe('conflict')
    expect(await listPasskeys(ann.self)).toHaveLength(1)
  })
})
