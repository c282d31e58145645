import { expect, it } from 'vitest'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { createTestTenant } from '@/test/fixtures/tenant'
import { profileFrom, enableConnection, createTestConnection } from '@/test/fixtures/provider-users'
import { linkIdentity } from './link-identity'
import { signInWithProvider } from './sign-in-with-provider'

const tenant = await createTestTenant()
const { tenantId } = tenant

/** A member of two organizations, only one of which has enabled the connection that the member signs in by. */
async function memberOfBoth() {
  const person = await tenant.createUser()
  const here = await tenant.createOrganization({ owner: person })
  const there = await tenant.createOrganization({ owner: person })
  const connection = await createTestConnection(tenant)
  await enableConnection(tenant, { organization: here, connection })
  const federated = profileFrom(connection, { email: person.email })
  await linkIdentity(person.self, federated)
  return { person, here, there, connection, federated }
}

it('signs a member of both in to the organization that has enabled it, and counts in no other', async () => {
  const { here, there, federated } = await memberOfBoth()
  const at = { ...federated, organizationId: here.id, slug: here.slug }
  const outcome = await signInWithProvider(tenantId, at)
  if (outcome.kind !== 'arrived') throw new Error(`The sign-in ended with ${outcome.kind}.`)
  const { userId, sessionId, organization } = outcome.arrival
  expect(organization).toMatchObject({ slug: here.slug })
  const self = { tenantId, userId, sessionId }
  expect(await enterOrganization(self, here.slug)).toMatchObject({ refusal: null })
  expect(await enterOrganization(self, there.slug)).toMatchObject({ refusal: 'connection' })
})

it('selects no organization that has not enabled it', async () => {
  const { there, federated } = await memberOfBoth()
  const outcome = await signInWithProvider(tenantId, {
    ...federated,
    organizationId: there.id,
    slug: there.slug,
  })
  expect(outcome).toMatchObject({ kind: 'arrived', arrival: { organization: null } })
})

it('creates no account at an organization that has not enabled it', async () => {
  const { there, connection } = await memberOfBoth()
  await tenant.write((tx) =>
    tx.connection.update({
      where: { tenantId_id: { tenantId, id: connection.id } },
      data: { strategy: 'google-oauth2', isDefault: true },
    }),
  )
  const federated = profileFrom(connection, { isOwnAddress: true })
  expect(
    await signInWithProvider(tenantId, { ...federated, organizationId: there.id, slug: there.slug }),
  ).toEqual({
    kind: 'refused',
    reason: 'no_account',
  })
})
