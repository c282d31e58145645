import { expect, it } from 'vitest'
import { bypassRowSecurity, change } from '@/lib/db/transaction'
import { limitDomains } from '@/test/fixtures/organization-limits'
import { OwnConnections } from '@/test/fixtures/own-connections'
import type { TestUser } from '@/test/fixtures/tenant'
import { setSessionOrganization } from '../users/set-session-organization'
import { mayJoinOnLogin } from './join-on-login'

const own = await OwnConnections.open()
const { tenant, here } = own.fixture
const { tenantId } = tenant
const organizationId = here.id

/** The connection adds everyone who signs in with it. */
async function letJoin(connectionId: string): Promise<void> {
  await tenant.write(async (tx) => {
    await tx.enabledConnection.updateMany({
      where: { organizationId, connectionId: { not: connectionId } },
      data: { assignMembershipOnLogin: false },
    })
    const data = { isEnabled: true, assignMembershipOnLogin: true }
    await tx.enabledConnection.updateMany({ where: { organizationId, connectionId }, data })
    await tx.role.updateMany({ where: { name: 'Member' }, data: { joins: true } })
  })
}

function organizationAfterLogin({ id: userId }: TestUser, connectionId: string): Promise<string | undefined> {
  return change(bypassRowSecurity('a test signs in', tenantId), async (tx) => {
    const person = { tenantId, userId, connectionId, amr: ['pwd'] }
    const { arrival, events } = await setSessionOrganization(tx, person, organizationId)
    return { result: arrival.organization?.id, events }
  })
}

it('a connection of the tenant adds no one at an email domain that the organization does not invite', async () => {
  const connectionId = tenant.connection('password')
  await letJoin(connectionId)
  const person = await tenant.createUser()
  const mayJoin = () => mayJoinOnLogin(tenantId, { organizationId, userId: person.id })
  await limitDomains(tenant, here, ['acme.test'])
  expect(await mayJoin()).toBe(false)
  expect(await organizationAfterLogin(person, connectionId)).toBeUndefined()
  await limitDomains(tenant, here, ['acme.test', 'tenant.test'])
  expect(await mayJoin()).toBe(true)
  expect(await organizationAfterLogin(person, connectionId)).toBe(organizationId)
})

it('a connection of the organization’s own adds everyone that its provider knows', async () => {
  const { id } = await own.createEnabled()
  await letJoin(id)
  const person = await tenant.createUser()
  await limitDomains(tenant, here, ['acme.test'])
  expect(await mayJoinOnLogin(tenantId, { organizationId, userId: person.id })).toBe(true)
  expect(await organizationAfterLogin(person, id)).toBe(organizationId)
})
