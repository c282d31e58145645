import { beforeEach, describe, expect, it } from 'vitest'
import { authorize, type OrganizationActor, type Permission } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { createApplication } from '@/test/fixtures/builders'
import { SsoTickets } from '@/test/fixtures/sso-tickets'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { codeOf } from '@/test/queued-loss'
import { detachConnection } from '../connections/remove-organization-connection'
import { getSsoTicketChoices, listSsoTickets } from './queries'

const tickets = await SsoTickets.open()
const { own, profileId } = tickets
const { tenant, operator, owner, here, there } = own.fixture
const needed = ['read:self_service_profiles', 'read:organization_connections'] as const
const whole = { take: 25, skip: 0 }

beforeEach(() =>
  tenant.write(async (tx) => {
    await tx.ssoTicket.deleteMany()
    await tx.connection.deleteMany({ where: { organizationId: here.id } })
  }),
)

/** As an operator’s page of the organization. */
async function at(organization: TestOrganization = here, fixture = { tenant, operator }) {
  const { tenantId, caller, permissions } = await fixture.tenant.tenantAccess(fixture.operator, ...needed)
  const { id: organizationId } = organization
  return authorize(
    { kind: 'organization', tenantId, organizationId, caller, permissions, isTenantLevel: true } as const,
    ...needed,
  )
}

function update(id: string, data: { makerUserId?: string | null; makerClientId?: string; expiresAt?: Date }) {
  return tenant.write((tx) => tx.ssoTicket.updateMany({ where: { id }, data }))
}

describe('the links of an organization', () => {
  it('are listed the newest first, with who made each, what it is for and what became of it', async () => {
    const { id: connection } = await own.create()
    const live = await tickets.create({ connection: { displayName: 'Proposed' } })
    const added = await tickets.create()
    await tickets.connect(added)
    const finished = await tickets.create({ connection })
    await tickets.test(finished)
    await tenant.write((tx) =>
      tx.ssoTicket.updateMany({ where: { id: finished.found.id }, data: { finishedAt: new Date() } }),
    )
    const expired = await tickets.create()
    await update(expired.found.id, { expiresAt: new Date(Date.now() - 1000) })
    const revoked = await tickets.create()
    await tickets.revoke(revoked.ticket)
    await tickets.secret({ organizationId: there.id })

    const { rows, total } = await listSsoTickets(await at(), whole)
    expect(total).toBe(5)
    expect(rows.map(({ id }) => id)).toEqual(
      [revoked, expired, finished, added, live].map(({ found }) => found.id),
    )
    expect(rows.map(({ state }) => state)).toEqual(['revoked', 'expired', 'finished', 'live', 'live'])
    expect(rows.map(({ connectionName }) => connectionName)).toEqual([
      null,
      null,
      'Own login',
      'Here login',
      'Proposed',
    ])
    expect(rows.map(({ addedAt }) => addedAt !== null)).toEqual([false, false, false, true, false])
    expect(rows.map(({ finishedAt }) => finishedAt !== null)).toEqual([false, false, true, false, false])
    for (const { profileName, makerName } of rows)
      expect([profileName, makerName]).toEqual(['Self-service', operator.name])
    expect(JSON.stringify(rows)).not.toContain(live.ticket.slice(20))
    const second = await listSsoTickets(await at(), { take: 1, skip: 1 })
    expect(second.rows.map(({ id }) => id)).toEqual([expired.found.id])
  })

  it('name the application that made one, and no maker who was deleted', async () => {
    const { id: clientId } = await tenant.write((tx) =>
      createApplication(tx, { name: 'Sales desk', grantTypes: ['client_credentials'] }),
    )
    const makers = async () =>
      (await listSsoTickets(await at(), whole)).rows.map(({ makerName }) => makerName)
    const { found } = await tickets.create()
    await update(found.id, { makerUserId: null, makerClientId: clientId })
    expect(await makers()).toEqual(['Sales desk'])
    await update(found.id, { makerUserId: 'auth0|unknown' })
    expect(await makers()).toEqual(['Sales desk'])
    await update(found.id, { makerUserId: null, makerClientId: 'unknown' })
    expect(await makers()).toEqual([null])
  })

  it('do not work while it is suspended, and none is made then', async () => {
    await tickets.create()
    const suspend = (suspendedAt: Date | null) =>
      tenant.write((tx) => tx.organization.updateMany({ where: { id: here.id }, data: { suspendedAt } }))
    await suspend(new Date())
    const states = (await listSsoTickets(await at(), whole)).rows.map(({ state }) => state)
    const refused = await refusalCode(tickets.secret())
    await suspend(null)
    expect(states).toEqual(['unavailable'])
    expect(refused).toBe('invalid')
  })

  it('are seen by operators of this tenant alone', async () => {
    await tickets.create()
    const permissions = new Set<string>(needed)
    const { caller, tenantId } = await tenant.accessTo(here, owner)
    const actor: OrganizationActor = {
      kind: 'organization',
      tenantId,
      organizationId: here.id,
      caller,
      permissions,
    }
    const forged = authorize<OrganizationActor, Permission>(actor, ...needed)
    expect(await refusalCode(Promise.resolve().then(() => listSsoTickets(forged, whole)))).toBe('not_found')
    expect(await refusalCode(Promise.resolve().then(() => getSsoTicketChoices(forged)))).toBe('not_found')
    const { fixture } = (await SsoTickets.open()).own
    const elsewhere = await at(here, fixture)
    expect(await refusalCode(listSsoTickets(elsewhere, whole))).toBe('not_found')
    expect(await refusalCode(getSsoTicketChoices(elsewhere))).toBe('not_found')
  })
})

it('are not for an operator who enters as members do, by inherited permissions', async () => {
  const { tenantId } = tenant
  const inherit = (inheritGlobalPermissionsInOrganizations: boolean) =>
    tenant.write((tx) =>
      tx.tenant.updateMany({ where: { id: tenantId }, data: { inheritGlobalPermissionsInOrganizations } }),
    )
  const caller = { userId: operator.id, sessionId: operator.sessionId }
  const permissions = new Set<string>(needed)
  const actor: OrganizationActor = {
    kind: 'organization',
    tenantId,
    organizationId: here.id,
    caller,
    permissions,
  }
  const inside = authorize<OrganizationActor, Permission>(actor, ...needed)
  await inherit(true)
  const codes: string[] = []
  for (const work of [
    () => read(inside, () => Promise.resolve(1)),
    () => listSsoTickets(inside, whole),
    () => getSsoTicketChoices(inside),
  ])
    codes.push(await codeOf(Promise.resolve().then<unknown>(work)))
  await inherit(false)
  expect(codes).toEqual(['done', 'not_found', 'not_found'])
})

it('a link can be made by any profile, for the organization’s own connections that it did not detach', async () => {
  const enabled = await own.createEnabled()
  const off = await own.create()
  await own.create(there, own.fixture.stranger)
  const detached = await own.create()
  await detachConnection(await own.at(), detached.id)
  const { profiles, connections } = await getSsoTicketChoices(await at())
  expect(profiles).toEqual([{ id: profileId, name: 'Self-service' }])
  expect(connections.toSorted((one, other) => Number(other.isEnabled) - Number(one.isEnabled))).toEqual([
    { id: enabled.id, displayName: 'Own login', isEnabled: true },
    { id: off.id, displayName: 'Own login', isEnabled: false },
  ])
})

it('a connection without a name of its own gets its id with a hyphen', async () => {
  const open = await tickets.create({ connection: {} })
  const { connectionId } = open.found
  expect(open.found.config).toEqual({
    name: connectionId.replace('_', '-'),
    displayName: null,
    metadata: {},
  })
})
