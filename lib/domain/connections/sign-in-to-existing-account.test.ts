import { describe, expect, it } from 'vitest'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { verifyUserEmail } from '@/lib/domain/users/verify-user-email'
import { createTestTenant } from '@/test/fixtures/tenant'
import {
  atOrganization,
  countRows,
  createEnterprise,
  createTestConnection,
  profileFrom,
  signedIn,
} from '@/test/fixtures/provider-users'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import type { FederatedProfile, Outcome } from './federated-profile'
import { linkIdentity } from './link-identity'
import { signInWithProvider } from './sign-in-with-provider'

const tenant = await createTestTenant()
const { tenantId } = tenant

function signIn(federated: FederatedProfile): Promise<Outcome> {
  return signInWithProvider(tenantId, federated)
}

describe('a user whose address has an account', () => {
  async function memberAtProvider() {
    const { organization, connection, domain } = await createEnterprise(tenant)
    const person = await tenant.createUser({ email: `kim@${domain}` })
    await tenant.addMember(organization, person)
    const federated = atOrganization(organization, profileFrom(connection, { email: person.email }))
    return { organization, connection, person, federated }
  }

  it('is not signed in to it by the provider alone', async () => {
    const { person, federated } = await memberAtProvider()
    const before = await countRows(tenant)
    expect(await signIn(federated)).toEqual({ kind: 'link', userId: person.id, email: person.email })
    expect(await countRows(tenant)).toEqual(before)
  })

  it('links the identity after signing in to the account, and then signs in by it', async () => {
    const { organization, connection, person, federated } = await memberAtProvider()
    const linked = await signedIn(linkIdentity(person.self, federated))
    expect(linked.arrival).toMatchObject({ userId: person.id, organization: { slug: organization.slug } })
    const self = { tenantId, userId: person.id, sessionId: linked.arrival.sessionId }
    expect(await enterOrganization(self, organization.slug)).toMatchObject({ refusal: null })
    expect((await signedIn(signIn(federated))).arrival.userId).toBe(person.id)
    const [event] = await tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { type: 'identity.linked', targetId: person.id } }),
    )
    expect(event).toMatchObject({ actorId: person.id, details: { connectionId: connection.id } })
  })

  it('links nothing after a sign-in with one organization’s provider, or one of sixteen minutes ago', async () => {
    const { person, federated } = await memberAtProvider()
    const { arrival } = await signedIn(linkIdentity(person.self, federated))
    const another = profileFrom(await createTestConnection(tenant), { email: person.email })
    const byProvider = { ...person.self, sessionId: arrival.sessionId }
    await expect(linkIdentity(byProvider, another)).rejects.toMatchObject({ code: 'sign_in_again' })
    await tenant.write((tx) =>
      tx.session.update({
        where: { tenantId_id: { tenantId, id: person.sessionId } },
        data: { authTime: new Date(Date.now() - 16 * 60_000) },
      }),
    )
    await expect(linkIdentity(person.self, another)).rejects.toMatchObject({ code: 'sign_in_again' })
    expect(await tenant.read((tx) => tx.identity.count({ where: { userId: person.id } }))).toBe(1)
  })

  it('cannot link another user’s identity, nor a second one of the same connection', async () => {
    const { person, federated } = await memberAtProvider()
    await linkIdentity(person.self, federated)
    const other = await tenant.createUser()
    await expect(linkIdentity(other.self, federated)).rejects.toMatchObject({ code: 'conflict' })
    const second = { ...federated, profile: { ...federated.profile, subject: 'another' } }
    await expect(linkIdentity(person.self, second)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is refused while blocked, whether linked or not', async () => {
    const { person, federated } = await memberAtProvider()
    await linkIdentity(person.self, federated)
    await tenant.write((tx) =>
      tx.user.update({ where: { tenantId_id: { tenantId, id: person.id } }, data: { blocked: true } }),
    )
    expect(await signIn(federated)).toEqual({ kind: 'refused', reason: 'blocked' })
    const unlinked = { ...federated, profile: { ...federated.profile, subject: 'another' } }
    expect(await signIn(unlinked)).toEqual({ kind: 'refused', reason: 'blocked' })
  })

  it('is not linked silently when the account is verified at the same moment', async () => {
    const { organization, connection, domain } = await createEnterprise(tenant)
    const email = `late@${domain}`
    const person = await tenant.createUser({ email, isVerified: false })
    const signingIn: Promise<Outcome>[] = []
    await tenant.write(async (tx) => {
      await verifyUserEmail(tx, { tenantId, userId: person.id })
      signingIn.push(signIn(atOrganization(organization, profileFrom(connection, { email }))))
      await waitForLockWaiter(tx)
    })
    expect(await signingIn[0]).toEqual({ kind: 'link', userId: person.id, email })
    expect(await tenant.read((tx) => tx.identity.count({ where: { userId: person.id } }))).toBe(0)
  })

  it('gets an account that was never verified, without the password that was set for it', async () => {
    const { organization, connection, domain } = await createEnterprise(tenant, {
      assignMembershipOnLogin: false,
    })
    const email = `api@${domain}`
    const person = await tenant.createUser({ email, isVerified: false, password: 'set-by-someone-else' })
    const { arrival } = await signedIn(
      signIn(atOrganization(organization, profileFrom(connection, { email }))),
    )
    expect(arrival.userId).toBe(person.id)
    const identities = await tenant.read((tx) => tx.identity.findMany({ where: { userId: person.id } }))
    expect(identities.map(({ connectionId }) => connectionId)).toEqual([connection.id])
  })
})
