import { afterAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { verifyUserEmail } from '@/lib/domain/users/verify-user-email'
import { createTestTenant } from '@/test/fixtures/tenant'
import {
  profileFrom,
  enableConnection,
  createTestConnection,
  addDomain,
} from '@/test/fixtures/provider-users'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import type { FederatedProfile, Outcome } from './federated-profile'
import { linkIdentity } from './link-identity'
import { signInWithProvider } from './sign-in-with-provider'

afterAll(disconnect)

const tenant = await createTestTenant()
const { tenantId } = tenant

function come(arriving: FederatedProfile): Promise<Outcome> {
  return signInWithProvider(tenantId, arriving)
}

async function arrived(outcome: Promise<Outcome>) {
  const reached = await outcome
  if (reached.kind !== 'arrived') throw new Error(`The sign-in ended with ${JSON.stringify(reached)}.`)
  return reached
}

/** An organization with a verified domain and a connection of its own, which is enabled. */
async function enterprise(switches = { assignMembershipOnLogin: true }) {
  const owner = await tenant.createUser()
  const organization = await tenant.createOrganization({ owner })
  const connection = await createTestConnection(tenant)
  await enableConnection(tenant, { organization, connection }, switches)
  const domain = `${organization.id.slice(4).toLowerCase()}.test`
  await addDomain(tenant, { organization, domain })
  return { organization, connection, domain, owner }
}

function at({ id, slug }: { id: string; slug: string }, arriving: FederatedProfile): FederatedProfile {
  return { ...arriving, organizationId: id, slug }
}

async function counts() {
  return tenant.read(async (tx) => ({
    users: await tx.user.count(),
    identities: await tx.identity.count(),
    sessions: await tx.session.count(),
    members: await tx.member.count(),
    mails: await tx.mail.count(),
  }))
}

describe('a user whose address has an account', () => {
  async function known() {
    const { organization, connection, domain } = await enterprise()
    const person = await tenant.createUser({
      email: `kim.${organization.id.slice(4).toLowerCase()}@${domain}`,
    })
    await tenant.addMember(organization, person)
    return {
      organization,
      connection,
      person,
      came: at(organization, profileFrom(connection, { email: person.email })),
    }
  }

  it('is not signed in to it by the provider alone', async () => {
    const { person, came } = await known()
    const before = await counts()
    expect(await come(came)).toEqual({ kind: 'link', userId: person.id, email: person.email })
    expect(await counts()).toEqual(before)
  })

  it('links the identity after signing in to the account, and then signs in by it', async () => {
    const { organization, connection, person, came } = await known()
    const linked = await arrived(linkIdentity(person.self, came))
    expect(linked.arrival).toMatchObject({ userId: person.id, organization: { slug: organization.slug } })
    const self = { tenantId, userId: person.id, sessionId: linked.arrival.sessionId }
    expect(await enterOrganization(self, organization.slug)).toMatchObject({ refusal: null })
    expect((await arrived(come(came))).arrival.userId).toBe(person.id)
    const [event] = await tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { type: 'identity.linked', targetId: person.id } }),
    )
    expect(event).toMatchObject({ actorId: person.id, details: { connectionId: connection.id } })
  })

  it('links nothing after a sign-in with one organization’s provider, or one of sixteen minutes ago', async () => {
    const { person, came } = await known()
    const { arrival } = await arrived(linkIdentity(person.self, came))
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
    const { person, came } = await known()
    await linkIdentity(person.self, came)
    const other = await tenant.createUser()
    await expect(linkIdentity(other.self, came)).rejects.toMatchObject({ code: 'conflict' })
    const second = { ...came, profile: { ...came.profile, subject: 'another' } }
    await expect(linkIdentity(person.self, second)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is refused while blocked, whether linked or not', async () => {
    const { person, came } = await known()
    await linkIdentity(person.self, came)
    await tenant.write((tx) =>
      tx.user.update({ where: { tenantId_id: { tenantId, id: person.id } }, data: { blocked: true } }),
    )
    expect(await come(came)).toEqual({ kind: 'refused', reason: 'blocked' })
    const unlinked = { ...came, profile: { ...came.profile, subject: 'another' } }
    expect(await come(unlinked)).toEqual({ kind: 'refused', reason: 'blocked' })
  })

  it('is not linked silently when the account is verified at the same moment', async () => {
    const { organization, connection, domain } = await enterprise()
    const email = `late@${domain}`
    const person = await tenant.createUser({ email, isVerified: false })
    const coming: Promise<Outcome>[] = []
    await tenant.write(async (tx) => {
      await verifyUserEmail(tx, { tenantId, userId: person.id })
      coming.push(come(at(organization, profileFrom(connection, { email }))))
      await waitForLockWaiter(tx)
    })
    expect(await coming[0]).toEqual({ kind: 'link', userId: person.id, email })
    expect(await tenant.read((tx) => tx.identity.count({ where: { userId: person.id } }))).toBe(0)
  })

  it('gets an account that was never verified, without the password that was set for it', async () => {
    const { organization, connection, domain } = await enterprise({ assignMembershipOnLogin: false })
    const email = `api@${domain}`
    const person = await tenant.createUser({ email, isVerified: false, password: 'set-by-somebody' })
    const { arrival } = await arrived(come(at(organization, profileFrom(connection, { email }))))
    expect(arrival.userId).toBe(person.id)
    const identities = await tenant.read((tx) => tx.identity.findMany({ where: { userId: person.id } }))
    expect(identities.map(({ connectionId }) => connectionId)).toEqual([connection.id])
  })
})
