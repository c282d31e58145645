import { expect, it, describe } from 'vitest'
import { findTenantActor } from '@/test/find-tenant-actor'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { refusalCode } from '@/test/fixtures/signed-out'
import { newId } from '@/lib/ids'
import type { TestUser } from '@/test/fixtures/tenant'
import { findAccount } from '../tokens/find-account'
import { openSession } from '../users/open-session'
import { listConnectionsWithUsage } from './connection-usage'
import { deleteConnection } from './delete-connection'
import { getOwnConnection } from './own-connection'
import { updateConnection } from './update-connection'

const own = await OwnConnections.open()
const { tenant, operator, here, there } = own.fixture

describe('a sign-in by it', () => {
  async function signedIn(user: TestUser, connectionId: string): Promise<TestUser> {
    const person = { tenantId: tenant.tenantId, userId: user.id, connectionId, amr: ['federated'] }
    const { sessionId } = (await tenant.write((tx) => openSession(tx, person))).opened
    return { ...user, sessionId, self: { ...user.self, sessionId } }
  }

  it('counts in the organization alone: neither at tenant level, elsewhere, nor in tokens without it', async () => {
    const { id } = await own.createEnabled()
    await tenant.addMember(here, operator, ['Member'])
    await tenant.addMember(there, operator, ['Member'])
    const by = await signedIn(operator, id)
    expect((await findTenantActor(by.self))?.permissions.size).toBe(0)
    const before = await tenant.tenantAccess(operator, 'read:connections')
    const forged = { ...before, caller: { userId: by.id, sessionId: by.sessionId } }
    expect(await refusalCode(listConnectionsWithUsage(forged, { after: null, take: 1 }))).toBe('not_found')
    await expect(tenant.accessTo(there, by)).rejects.toThrow('connection')
    expect((await tenant.accessTo(here, by)).organizationId).toBe(here.id)
    const as = { userId: by.id, connectionId: id, since: new Date(), sessionId: by.sessionId, clientId: '' }
    expect(await findAccount(tenant.tenantId, { ...as, organizationId: null })).toMatchObject({
      refusal: 'connection',
    })
    const byPassword = { ...as, connectionId: tenant.connection('password'), organizationId: null }
    expect(await findAccount(tenant.tenantId, byPassword)).toMatchObject({ refusal: null })
  })

  it('keeps the issuer once users are linked, and ends with the connection', async () => {
    const { id } = await own.createEnabled()
    const person = await tenant.createUser()
    await tenant.addMember(here, person, ['Viewer'])
    await tenant.write((tx) =>
      tx.identity.create({
        data: { id: newId('identity'), userId: person.id, connectionId: id, subject: 'one' },
      }),
    )
    const access = await own.at()
    const moving = updateConnection(access, { id, options: { issuer: 'https://elsewhere.test' } })
    expect(await refusalCode(moving)).toBe('conflict')
    await updateConnection(access, { id, clientSecret: 'a newer secret' })
    const by = await signedIn(person, id)
    expect(await getOwnConnection(access, id)).toMatchObject({ signedIn: 1, stranded: 0 })
    expect(await deleteConnection(access, id)).toMatchObject({ lost: { identities: 1, sessions: 1 } })
    expect(await findTenantActor(by.self)).toBeNull()
    expect((await own.eventsOn(id)).map(({ type }) => type)).toEqual([
      'connection.created',
      'connection.enabled',
      'connection.changed',
      'connection.deleted',
    ])
  })

  it('is kept while it is the only way to sign in', async () => {
    const person = await tenant.createUser()
    const place = await tenant.createOrganization({ owner: person })
    const { id } = await own.createEnabled(place, person)
    const where = { organizationId: place.id, connectionId: { not: id } }
    await tenant.write((tx) => tx.enabledConnection.updateMany({ where, data: { isEnabled: false } }))
    const by = await signedIn(person, id)
    const access = await own.at(place, by)
    await expect(deleteConnection(access, id)).rejects.toThrow(
      'At least one sign-in method must stay enabled.',
    )
  })
})
