import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { endSession } from '../users/end-sessions'
import { openSession, type ProviderSession } from '../users/open-session'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { createTestTenant } from '@/test/fixtures/tenant'
import { endProviderSessions } from './end-provider-sessions'
import { updateSamlConnection } from './update-saml-connection'

const { own, create, fixture } = await openOwnSaml()
const { tenant, here } = fixture
const { tenantId } = tenant
const connection = await create()
const elsewhere = await create()

function sessionAt(nameId: string, sessionIndex: string | null = null): ProviderSession {
  return { nameId, nameIdFormat: null, nameQualifier: null, spNameQualifier: null, sessionIndex }
}

async function open(
  userId: string,
  providerSession?: ProviderSession,
  connectionId = connection.id,
): Promise<string> {
  const person = { tenantId, userId, connectionId, amr: ['federated'], providerSession }
  return (await tenant.write((tx) => openSession(tx, person))).opened.sessionId
}

function asked(nameId: string, sessionIndexes: string[] = [], requestId = newId('session')) {
  return { connectionId: connection.id, requestId, nameId, sessionIndexes }
}

async function live(ids: readonly string[]): Promise<string[]> {
  const rows = await tenant.read((tx) =>
    tx.session.findMany({ where: { id: { in: [...ids] }, endedAt: null }, select: { id: true } }),
  )
  return ids.filter((id) => rows.some((row) => row.id === id))
}

describe('a sign-out at the provider', () => {
  it('ends the sessions of its NameID that its connection opened, and no others', async () => {
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    const first = await open(ann.id, sessionAt('ann', '_1'))
    const second = await open(ann.id, sessionAt('ann'))
    const mine = [first, second]
    const others = [
      await open(ben.id, sessionAt('ben')),
      await open(ann.id, sessionAt('ann'), elsewhere.id),
      await open(ann.id, sessionAt('ann2')),
      await open(ann.id),
      ann.sessionId,
    ]
    expect(await endProviderSessions(tenantId, asked('ann'))).toBe(2)
    expect(await live(mine)).toEqual([])
    expect(await live(others)).toEqual(others)
    const events = (await own.eventsOn(mine[0] ?? '')).filter(({ type }) => type !== 'session.started')
    expect(events).toMatchObject([
      {
        type: 'session.ended_by_provider',
        organizationId: here.id,
        actorId: ann.id,
        details: { connectionId: connection.id },
      },
    ])
    expect(await endProviderSessions(tenantId, asked('unknown'))).toBe(0)
  })

  it('ends only the sessions that it names, if it names any', async () => {
    const { id } = await tenant.createUser()
    const first = await open(id, sessionAt('cai', '_1'))
    const second = await open(id, sessionAt('cai', '_2'))
    const third = await open(id, sessionAt('cai'))
    expect(await endProviderSessions(tenantId, asked('cai', ['_1', '_unknown']))).toBe(1)
    expect(await live([first, second, third])).toEqual([second, third])
    expect(await endProviderSessions(tenantId, asked('cai', ['_unknown']))).toBe(0)
    expect(await endProviderSessions(tenantId, asked('cai'))).toBe(2)
  })

  it('counts once, also when it comes twice at the same time', async () => {
    const { id } = await tenant.createUser()
    await open(id, sessionAt('dan'))
    const request = asked('dan')
    const both = await Promise.all([1, 2].map(() => endProviderSessions(tenantId, request)))
    expect(both.toSorted()).toEqual([1, null])
    const later = await open(id, sessionAt('dan'))
    expect(await endProviderSessions(tenantId, request)).toBeNull()
    expect(await live([later])).toEqual([later])
    const there = { ...request, connectionId: elsewhere.id }
    expect(await endProviderSessions(tenantId, there)).toBe(0)
  })

  it('ends nothing in another tenant', async () => {
    const { id } = await tenant.createUser()
    const session = await open(id, sessionAt('eve'))
    const other = await createTestTenant()
    expect(await endProviderSessions(other.tenantId, asked('eve'))).toBe(0)
    expect(await live([session])).toEqual([session])
  })
})

describe('signing out here', () => {
  it('leads to the provider only where the connection says so', async () => {
    const user = await tenant.createUser()
    const end = async (providerSession?: ProviderSession) => {
      const sessionId = await open(user.id, providerSession)
      return endSession({ kind: 'self', tenantId, userId: user.id, sessionId }, sessionId)
    }
    expect(await end(sessionAt('fay'))).toBeNull()
    const settings = { signsOutThere: true, signOutUrl: 'https://login.acme.test/slo' }
    await updateSamlConnection(await own.at(), { id: connection.id, settings })
    expect(await end(sessionAt('fay', '_1'))).toEqual({
      connectionId: connection.id,
      providerSession: sessionAt('fay', '_1'),
    })
    expect(await end()).toBeNull()
    await updateSamlConnection(await own.at(), { id: connection.id, settings: { signsOutThere: false } })
    expect(await end(sessionAt('fay'))).toBeNull()
  })

  it('cannot be set to lead to a provider without a sign-out URL, or to a private one', async () => {
    const { id } = await create()
    for (const settings of [
      { signsOutThere: true },
      { signOutUrl: 'https://10.0.0.1/slo' },
      { signOutUrl: 'javascript:alert(1)' },
      { signOutUrl: 'https://login.acme.test/slo', signOutResponseUrl: 'http://169.254.169.254/' },
    ])
      await expect(updateSamlConnection(await own.at(), { id, settings })).rejects.toMatchObject({
        code: 'invalid',
      })
  })
})
