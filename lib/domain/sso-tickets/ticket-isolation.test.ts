import { afterEach, describe, expect, it } from 'vitest'
import { authorize, managementPermissions, type OrganizationAccess } from '@/lib/access'
import { change, read, unchanged } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { actAfterLoss } from '@/test/queued-loss'
import { SsoTickets, type OpenTicket } from '@/test/fixtures/sso-tickets'
import { refusalCode } from '@/test/fixtures/signed-out'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { samlSettings } from '@/test/saml-fixture'
import { createConnection } from '../connections/create-connection'
import { createSamlConnection } from '../connections/create-saml-connection'
import { getOwnConnection } from '../connections/own-connection'
import { updateConnection } from '../connections/update-connection'
import { updateSamlConnection } from '../connections/update-saml-connection'
import { reauthorize } from '../reauthorize'
import { connectProvider } from './connect-provider'
import { finishSsoTicket } from './finish-sso-ticket'
import { getTicketConnection } from './queries'

const tickets = await SsoTickets.open({ allowed_strategies: ['okta', 'samlp'] })
const { own } = tickets
const { tenant, owner, here, there, stranger } = own.fixture
const keys = await createSamlKeys()
const options = { issuer: 'https://here.okta.test', clientId: 'foyer' }
const okta = {
  strategy: 'okta' as const,
  displayName: 'Okta',
  provider: { options, clientSecret: 'a secret' },
}

// An organization has at most ten.
afterEach(() => tenant.write((tx) => tx.connection.deleteMany({ where: { organizationId: here.id } })))

/** Of a connection that exists. */
async function open(): Promise<OpenTicket> {
  return tickets.create({ connection: (await own.create()).id })
}

describe('the holder of a ticket', () => {
  it('has no permission in the organization, and may grant nothing', async () => {
    const { access } = await open()
    const caller = await read(access, (tx) => reauthorize(tx, access))
    expect(caller).toEqual({ permissions: new Set(), grantablePermissions: [] })
    for (const { name } of managementPermissions) {
      expect(() => authorize(access, name), name).toThrow(/Not found/)
      const forged: OrganizationAccess = { ...access, needed: [name] }
      expect(await refusalCode(read(forged, () => Promise.resolve(1))), name).toBe('not_found')
      expect(await refusalCode(change(forged, () => Promise.resolve(unchanged(1)))), name).toBe('not_found')
    }
  })

  it('is none of another organization or tenant, and of no other ticket or connection', async () => {
    const { access, found } = await open()
    const other = await open()
    const another = await SsoTickets.open()
    const { ssoTicketId } = access.caller
    for (const changed of [
      { organizationId: there.id },
      { tenantId: another.own.fixture.tenant.tenantId },
      { isTenantLevel: true as const },
      { caller: { ssoTicketId, connectionId: other.found.connectionId } },
      { caller: { ssoTicketId: other.found.id, connectionId: found.connectionId } },
      { caller: { ssoTicketId: newId('ssoTicket'), connectionId: found.connectionId } },
    ]) {
      const forged = { ...access, ...changed }
      const what = JSON.stringify(changed)
      expect(await refusalCode(read(forged, () => Promise.resolve(1))), what).toBe('not_found')
      expect(await refusalCode(change(forged, () => Promise.resolve(unchanged(1)))), what).toBe('not_found')
    }
  })

  it('cannot see or change another connection of the organization, nor create a second one', async () => {
    const { access } = await open()
    const { id } = await own.create()
    const create = {
      id: newId('connection'),
      strategy: 'oidc',
      displayName: 'Second',
      options,
      clientSecret: 'x',
    }
    const saml = { id: newId('connection'), displayName: 'Second', settings: samlSettings(keys.certificate) }
    for (const attempt of [
      () => getTicketConnection(access, id),
      () => updateConnection(access, { id, displayName: 'Taken' }),
      () => updateConnection(access, { id, clientSecret: 'another secret' }),
      () => updateSamlConnection(access, { id, displayName: 'Taken' }),
      () => createConnection(access, create),
      () => createSamlConnection(access, saml),
    ])
      expect(await refusalCode(attempt())).toBe('not_found')
    expect(await refusalCode(createConnection(access, { ...create, id: access.caller.connectionId }))).toBe(
      'conflict',
    )
    expect(await getOwnConnection(await own.at(), id)).toMatchObject({ displayName: 'Own login' })
  })

  it('sees its own ticket alone, which no one else in the organization sees or writes', async () => {
    const { access, found } = await open()
    const other = await open()
    const ids = (of: OrganizationAccess) =>
      read(of, async (tx) => (await tx.ssoTicket.findMany()).map(({ id }) => id))
    expect(await ids(access)).toEqual([found.id])
    expect(await ids(await own.at())).toEqual([])
    expect(await ids(await own.at(there, stranger))).toEqual([])
    const data = { revokedAt: new Date() }
    for (const of of [access, await own.at()]) {
      const where = { id: other.found.id }
      expect((await read(of, (tx) => tx.ssoTicket.updateMany({ where, data }))).count).toBe(0)
      expect((await read(of, (tx) => tx.ssoTicket.deleteMany())).count).toBe(0)
    }
    const row = await tenant.read((tx) => tx.ssoTicket.findFirstOrThrow({ where: { id: found.id } }))
    const planted = { ...row, connectionConfig: {}, id: newId('ssoTicket'), ticketHash: 'planted' }
    await expect(read(access, (tx) => tx.ssoTicket.createMany({ data: [planted] }))).rejects.toThrow(
      /row-level/,
    )
  })

  it('does not enable a connection that the operator has closed for it since, nor sees one that is another’s by now', async () => {
    const { id } = await own.createEnabled()
    const enabled = await tickets.create({ connection: id })
    await tickets.test(enabled)
    const where = { organizationId: here.id, connectionId: id }
    await tenant.write((tx) => tx.enabledConnection.updateMany({ where, data: { accessLevel: 'limited' } }))
    expect(await refusalCode(finishSsoTicket(enabled.access))).toBe('not_yours_to_give')
    const moved = await open()
    const data = { organizationId: there.id }
    await tenant.write((tx) => tx.connection.updateMany({ where: { id: moved.found.connectionId }, data }))
    expect(await tickets.find(moved.ticket)).toMatchObject({ state: 'unavailable', connection: null })
  })

  it('connects only the kinds of providers that the profile offers', async () => {
    const ticket = await tickets.create()
    const { access, found } = ticket
    expect(await refusalCode(tickets.connect(ticket))).toBe('invalid')
    await connectProvider(access, found, okta)
    expect(await getTicketConnection(access, found.connectionId)).toMatchObject({ options })
  })

  it('is refused what an organization may not connect', async () => {
    const { access, found } = await tickets.create()
    for (const issuer of [
      'https://accounts.google.com',
      'https://10.0.0.1',
      'https://login.microsoftonline.com/common/v2.0',
    ]) {
      const provider = { options: { issuer, clientId: 'foyer' }, clientSecret: 'a secret' }
      expect(await refusalCode(connectProvider(access, found, { ...okta, provider })), issuer).toBe('invalid')
    }
    expect((await tickets.find((await tickets.create()).ticket)).connection).toBeNull()
  })

  it('learns nothing of a connection of the tenant that has the same name by now', async () => {
    const name = newId('connection').replace('_', '-')
    const connection = { name, metadata: {} }
    const one = await tickets.create({ connection })
    const two = await tickets.create({ connection })
    await connectProvider(one.access, one.found, okta)
    const refused = await connectProvider(two.access, two.found, okta).catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'conflict',
      field: undefined,
      message: expect.not.stringContaining('name'),
    })
    expect(await refusalCode(tickets.secret({ connection }))).toBe('conflict')
  })
})

describe('what a ticket connects takes over no account', () => {
  it('once someone is linked, its issuer stays', async () => {
    const { access, found } = await open()
    const connectionId = found.connectionId
    const change = () =>
      updateConnection(access, { id: connectionId, options: { issuer: 'https://other.test' } })
    await change()
    const data = { id: newId('identity'), userId: owner.id, connectionId, subject: 'owner' }
    await tenant.write((tx) => tx.identity.create({ data }))
    const options = { issuer: 'https://third.test' }
    expect(await refusalCode(updateConnection(access, { id: connectionId, options }))).toBe('conflict')
  })

  it('its SAML certificates sign in no one with more than new members have before one of them confirms', async () => {
    const { access, found } = await tickets.create()
    const settings = samlSettings(keys.certificate)
    const saml = { strategy: 'samlp' as const, displayName: 'SAML', provider: { settings } }
    await connectProvider(access, found, saml)
    const { connectionId } = found
    const made = await getTicketConnection(access, connectionId)
    const member = await tenant.createUser()
    await tenant.addMember(own.fixture.here, member, ['Member'])
    const reading = await tenant.accessTo(own.fixture.here, member, 'read:organization_members')
    const permissions = [...reading.permissions].sort()
    expect(made.saml?.trust).toEqual({ userId: null, permissions, isTenantLevel: false })
    expect(await getOwnConnection(await own.at(), connectionId)).toMatchObject({ canConfirm: true })

    const data = { id: newId('identity'), userId: owner.id, connectionId, subject: 'owner' }
    await tenant.write((tx) => tx.identity.create({ data }))
    const { certificate } = await createSamlKeys()
    const update = { id: connectionId, settings: { certificates: [certificate] } }
    expect(await refusalCode(updateSamlConnection(access, update))).toBe('not_yours_to_give')
  })
})

describe('behind a revocation that is under way', () => {
  it.each([
    ['creating', (of: OpenTicket) => connectProvider(of.access, of.found, okta)],
    [
      'changing',
      ({ access, found }: OpenTicket) =>
        updateConnection(access, { id: found.connectionId, displayName: 'Late' }),
    ],
    ['finishing', ({ access }: OpenTicket) => finishSsoTicket(access)],
  ] as const)('%s is refused', async (name, act) => {
    const of = name === 'creating' ? await tickets.create() : await open()
    if (name !== 'creating') await tickets.test(of)
    const where = { id: of.found.id }
    const end = await actAfterLoss(
      tenant,
      (tx) => tx.ssoTicket.updateMany({ where, data: { revokedAt: new Date() } }),
      () => refusalCode(act(of)),
    )
    expect(end).toBe('not_found')
  })
})
