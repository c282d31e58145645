import { expect, it } from 'vitest'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { createTestTenant } from '@/test/fixtures/tenant'
import { newAddress, InvitationFixture, type Sent } from '@/test/fixtures/invitations'
import { profileFrom, enableConnection, createTestConnection } from '@/test/fixtures/provider-users'
import type { Connection } from './read-connection'
import { linkIdentity } from './link-identity'
import { signInWithProvider } from './sign-in-with-provider'

const tenant = await createTestTenant()
const { tenantId } = tenant

async function invitedTo(
  email: string,
): Promise<{ fixture: InvitationFixture; connection: Connection; sent: Sent }> {
  const owner = await tenant.createUser()
  const fixture = new InvitationFixture(tenant, owner, await tenant.createOrganization({ owner }))
  const connection = await createTestConnection(tenant, { strategy: 'github' })
  await enableConnection(tenant, { organization: fixture.organization, connection })
  return { fixture, connection, sent: await fixture.send(email) }
}

it('the emailed ticket verifies a new user’s address: the sign-in accepts the invitation', async () => {
  const email = newAddress()
  const { fixture, connection, sent } = await invitedTo(email)
  const federated = { ...profileFrom(connection, { email }), ticket: sent.mailed }
  const outcome = await signInWithProvider(tenantId, federated)
  if (outcome.kind !== 'arrived') throw new Error(`The sign-in ended with ${outcome.kind}.`)
  expect(outcome).toMatchObject({
    hasAccepted: true,
    arrival: { organization: { slug: fixture.organization.slug } },
  })
  const self = { tenantId, userId: outcome.arrival.userId, sessionId: outcome.arrival.sessionId }
  expect(await enterOrganization(self, fixture.organization.slug)).toMatchObject({ refusal: null })
  expect(await signInWithProvider(tenantId, federated)).toMatchObject({ kind: 'arrived', hasAccepted: false })
})

it('neither a shown ticket nor one for another address verifies the address', async () => {
  const email = newAddress()
  const { connection, sent } = await invitedTo(email)
  const shown = { ...profileFrom(connection, { email }), ticket: sent.shown }
  expect(await signInWithProvider(tenantId, shown)).toMatchObject({ kind: 'verify' })
  const other = { ...profileFrom(connection, { email: newAddress() }), ticket: sent.mailed }
  expect(await signInWithProvider(tenantId, other)).toMatchObject({ kind: 'verify' })
})

it('no ticket verifies the address at a connection that the organization has not enabled', async () => {
  const email = newAddress()
  const { sent } = await invitedTo(email)
  const elsewhere = await createTestConnection(tenant, { strategy: 'github' })
  const federated = { ...profileFrom(elsewhere, { email }), ticket: sent.mailed }
  expect(await signInWithProvider(tenantId, federated)).toMatchObject({ kind: 'verify' })
})

it('a user with an account has to sign in to it, and linking does not accept the invitation', async () => {
  const person = await tenant.createUser()
  const { connection, sent } = await invitedTo(person.email)
  const federated = { ...profileFrom(connection, { email: person.email }), ticket: sent.mailed }
  expect(await signInWithProvider(tenantId, federated)).toMatchObject({ kind: 'link', userId: person.id })
  expect(await linkIdentity(person.self, federated)).toMatchObject({ kind: 'arrived', hasAccepted: false })
  expect(await tenant.read((tx) => tx.member.count({ where: { userId: person.id } }))).toBe(0)
})
