import { describe, expect, it } from 'vitest'
import { SsoTickets, type OpenTicket } from '@/test/fixtures/sso-tickets'
import { refusalCode } from '@/test/fixtures/signed-out'
import { deleteConnection } from '../connections/delete-connection'
import { updateConnection } from '../connections/update-connection'
import { cleanUpTenant } from '../housekeeping/run-cleanup'
import { deleteOrganization } from '../organizations/delete-organization'
import { createSelfServiceProfile } from '../self-service-profiles/create-self-service-profile'
import { deleteSelfServiceProfile } from '../self-service-profiles/delete-self-service-profile'
import { findSsoTicket } from './find-sso-ticket'
import { finishSsoTicket } from './finish-sso-ticket'
import { revokeSsoTicket } from './revoke-sso-ticket'
import { getTicketConnection } from './queries'

const tickets = await SsoTickets.open()
const { own } = tickets
const { tenant, operator } = own.fixture

function rename({ access, found }: OpenTicket): Promise<unknown> {
  return updateConnection(access, { id: found.connectionId, displayName: 'Renamed' })
}

async function setTimes(open: OpenTicket, expiresAt: Date): Promise<void> {
  await tenant.write((tx) => tx.ssoTicket.updateMany({ where: { id: open.found.id }, data: { expiresAt } }))
}

describe('nothing is done by a ticket that has ended', () => {
  async function expectEnded(open: OpenTicket, state: string): Promise<void> {
    expect((await tickets.find(open.ticket)).state).toBe(state)
    const { access, found } = open
    for (const work of [
      () => getTicketConnection(access, found.connectionId),
      () => rename(open),
      () => tickets.connect(open),
      () => finishSsoTicket(access),
    ])
      expect(await refusalCode(work()), state).toBe('not_found')
  }

  async function connected(): Promise<OpenTicket> {
    const open = await tickets.create()
    await tickets.connect(open)
    await tickets.test(open)
    await rename(open)
    return open
  }

  it('by the clock of the database', async () => {
    const open = await connected()
    await setTimes(open, new Date(Date.now() - 1000))
    await expectEnded(open, 'expired')
  })

  it('by revocation between two requests, by its id, and also once it has expired', async () => {
    const open = await connected()
    await tickets.revoke(open.found.id)
    await expectEnded(open, 'revoked')
    await tickets.revoke(open.ticket)
    expect((await own.eventsOn(open.found.id)).map(({ type }) => type)).toEqual([
      'sso_ticket.created',
      'sso_ticket.revoked',
    ])
  })

  it('but not by revocation with another profile', async () => {
    const open = await tickets.create()
    const making = await tenant.tenantAccess(operator, 'create:self_service_profiles')
    const { id: profileId } = await createSelfServiceProfile(making, { name: 'Another', settings: {} })
    const access = await tenant.tenantAccess(operator, 'delete:sso_access_tickets')
    await revokeSsoTicket(access, { profileId, ticket: open.ticket })
    expect((await tickets.find(open.ticket)).state).toBe('live')
  })

  it('by the end of its own work', async () => {
    const open = await connected()
    await finishSsoTicket(open.access)
    await expectEnded(open, 'finished')
    await tickets.revoke(open.ticket)
    await expectEnded(open, 'revoked')
  })

  it('with its connection', async () => {
    const open = await connected()
    await deleteConnection(await own.at(), open.found.connectionId)
    await expectEnded(open, 'unavailable')
  })

  it('with its organization, suspended or deleted', async () => {
    const person = await tenant.createUser()
    const place = await tenant.createOrganization({ owner: person })
    const open = await tickets.create({ organizationId: place.id })
    const suspend = (suspendedAt: Date | null) =>
      tenant.write((tx) => tx.organization.updateMany({ where: { id: place.id }, data: { suspendedAt } }))
    await suspend(new Date())
    await expectEnded(open, 'unavailable')
    await suspend(null)
    await tickets.connect(open)
    await deleteOrganization(await tenant.accessTo(place, person, 'delete:organizations'))
    await expectEnded(open, 'unavailable')
  })

  it('with its profile', async () => {
    const others = await SsoTickets.open()
    const open = await others.create()
    const { tenant: theirs, operator: by } = others.own.fixture
    await deleteSelfServiceProfile(
      await theirs.tenantAccess(by, 'delete:self_service_profiles'),
      others.profileId,
    )
    expect(await findSsoTicket(theirs.tenantId, open.ticket)).toBeNull()
    expect(await refusalCode(others.connect(open))).toBe('not_found')
  })

  it('and its row is deleted 30 days later', async () => {
    const open = await tickets.create()
    await setTimes(open, new Date(Date.now() - 31 * 86_400_000))
    await cleanUpTenant(tenant.tenantId)
    expect(await findSsoTicket(tenant.tenantId, open.ticket)).toBeNull()
  })

  it('unknown, incomplete and of another tenant is none', async () => {
    const { ticket } = await tickets.create()
    const another = await SsoTickets.open()
    expect(await findSsoTicket(another.own.fixture.tenant.tenantId, ticket)).toBeNull()
    expect(await findSsoTicket(tenant.tenantId, ticket.slice(0, -1))).toBeNull()
  })
})
