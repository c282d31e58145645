import { describe, expect, it } from 'vitest'
import { SsoTickets, type OpenTicket } from '@/test/fixtures/sso-tickets'
import { refusalCode } from '@/test/fixtures/signed-out'
import { sha256Hex } from '../crypto/digest'
import { updateConnection } from '../connections/update-connection'
import { finishSsoTicket } from './finish-sso-ticket'
import { getTicketConnection } from './queries'

const tickets = await SsoTickets.open()
const { own } = tickets
const { tenant, operator, here } = own.fixture

function rename({ access, found }: OpenTicket): Promise<unknown> {
  return updateConnection(access, { id: found.connectionId, displayName: 'Renamed' })
}

function enabled(connectionId: string) {
  return tenant.read((tx) =>
    tx.enabledConnection.findFirst({
      where: { organizationId: here.id, connectionId },
      select: { isEnabled: true, showAsButton: true, assignMembershipOnLogin: true, isRequired: true },
    }),
  )
}

describe('a ticket', () => {
  it('is stored as its hash, and says in the log who made it, without its secret', async () => {
    const { ticket, found } = await tickets.create({ assignMembershipOnLogin: true, seconds: 60 })
    const rows = await tenant.read((tx) => tx.ssoTicket.findMany({ where: { id: found.id } }))
    expect(rows).toMatchObject([{ ticketHash: sha256Hex(ticket), organizationId: here.id }])
    expect(JSON.stringify(rows)).not.toContain(ticket.slice(20))
    expect(ticket.startsWith(found.id)).toBe(true)
    const events = await own.eventsOn(found.id)
    expect(events).toMatchObject([
      {
        type: 'sso_ticket.created',
        organizationId: here.id,
        actorKind: 'user',
        actorId: operator.id,
        details: {
          profileId: tickets.profileId,
          connectionId: found.connectionId,
          seconds: 60,
          showAsButton: null,
          assignMembershipOnLogin: true,
        },
      },
    ])
    expect(JSON.stringify(events)).not.toContain(ticket.slice(20))
  })

  it('connects a provider, tests and enables it, and ends', async () => {
    const open = await tickets.create({
      connection: { name: 'here-login', displayName: 'Proposed', metadata: { plan: 'enterprise' } },
      assignMembershipOnLogin: true,
      showAsButton: false,
    })
    const { ticket, access, found } = open
    const id = found.connectionId
    expect(found).toMatchObject({ state: 'live', connection: null, config: { displayName: 'Proposed' } })
    expect(await refusalCode(getTicketConnection(access, id))).toBe('not_found')
    await tickets.connect(open)
    expect(await getTicketConnection(access, id)).toMatchObject({
      name: 'here-login',
      displayName: 'Here login',
      organizationId: here.id,
      metadata: { plan: 'enterprise' },
      isDefault: false,
      isEnabled: false,
      testedAt: null,
    })
    expect(await enabled(id)).toBeNull()
    expect(await refusalCode(finishSsoTicket(access))).toBe('conflict')
    await tickets.test(open, 'client_refused')
    expect(await refusalCode(finishSsoTicket(access))).toBe('conflict')
    expect(await tickets.test(open)).toBe('other_address')
    await rename(open)
    await finishSsoTicket(access)
    expect(await enabled(id)).toEqual({
      isEnabled: true,
      showAsButton: false,
      assignMembershipOnLogin: true,
      isRequired: false,
    })
    expect((await tickets.find(ticket)).state).toBe('finished')
    const events = await own.eventsOn(id)
    expect(
      events.map(({ type, actorKind, actorId, organizationId }) => [
        type,
        actorKind,
        actorId,
        organizationId,
      ]),
    ).toEqual(
      ['connection.created', 'connection.changed', 'connection.enabled'].map((type) => [
        type,
        'sso_ticket',
        found.id,
        here.id,
      ]),
    )
    expect((await own.eventsOn(found.id)).map(({ type, actorKind }) => [type, actorKind])).toEqual([
      ['sso_ticket.created', 'user'],
      ['sso_ticket.finished', 'sso_ticket'],
    ])
  })

  it('is tested again after what a test tests was changed', async () => {
    const open = await tickets.create()
    await tickets.connect(open)
    await tickets.test(open)
    const options = { clientId: 'another' }
    await updateConnection(open.access, { id: open.found.connectionId, options })
    expect(await refusalCode(finishSsoTicket(open.access))).toBe('conflict')
    expect(await enabled(open.found.connectionId)).toBeNull()
  })

  it('creates one connection, also when asked twice at once', async () => {
    const open = await tickets.create()
    const alreadyAdded = { code: 'conflict', message: expect.stringContaining('already added') }
    const ends = await Promise.allSettled(Array.from({ length: 5 }, () => tickets.connect(open)))
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject(alreadyAdded)
    const id = open.found.connectionId
    expect(await tenant.read((tx) => tx.connection.count({ where: { id } }))).toBe(1)
    expect(await refusalCode(tickets.connect(open))).toBe('conflict')
  })

  it('is finished once, also when asked twice at once', async () => {
    const open = await tickets.create()
    await tickets.connect(open)
    await tickets.test(open)
    const ends = await Promise.allSettled(Array.from({ length: 4 }, () => finishSsoTicket(open.access)))
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await own.eventsOn(open.found.connectionId)).map(({ type }) => type)).toEqual([
      'connection.created',
      'connection.enabled',
    ])
  })

  it('changes a connection of the organization that was there before, and leaves how it is used', async () => {
    const { id } = await own.createEnabled()
    const open = await tickets.create({ connection: id })
    expect(open.found).toMatchObject({
      connectionId: id,
      config: null,
      connection: { displayName: 'Own login' },
    })
    expect(await refusalCode(tickets.connect(open))).toBe('conflict')
    await rename(open)
    await tickets.test(open)
    await finishSsoTicket(open.access)
    expect(await enabled(id)).toMatchObject({
      isEnabled: true,
      showAsButton: true,
      assignMembershipOnLogin: false,
    })
    expect((await tickets.find(open.ticket)).state).toBe('finished')
  })

  it('is not made for an unknown or another’s profile, organization or connection, or a deleted organization', async () => {
    const gone = await tenant.createOrganization()
    await tenant.write((tx) =>
      tx.organization.updateMany({ where: { id: gone.id }, data: { deletedAt: new Date() } }),
    )
    const another = await SsoTickets.open()
    const elsewhere = another.own.fixture
    const { id: foreign } = await another.own.create()
    const { id: neighbours } = await own.create(own.fixture.there, own.fixture.stranger)
    expect(await refusalCode(tickets.secret({ profileId: another.profileId }))).toBe('not_found')
    for (const changed of [
      { organizationId: elsewhere.here.id },
      { organizationId: 'org_unknown' },
      { organizationId: gone.id },
      { connection: foreign },
      { connection: neighbours },
      { connection: tenant.connection('password') },
      { connection: 'con_unknown' },
    ])
      expect(await refusalCode(tickets.secret(changed)), JSON.stringify(changed)).toBe('invalid')
  })

  it('does not decide how a connection is used that is enabled already', async () => {
    const { id } = await own.createEnabled()
    expect(await refusalCode(tickets.secret({ connection: id, assignMembershipOnLogin: true }))).toBe(
      'invalid',
    )
    expect(await refusalCode(tickets.secret({ connection: id, showAsButton: true }))).toBe('invalid')
    const { id: off } = await own.create()
    const open = await tickets.create({ connection: off, assignMembershipOnLogin: true })
    await tickets.test(open)
    await finishSsoTicket(open.access)
    expect(await enabled(off)).toMatchObject({ assignMembershipOnLogin: true })
  })
})
