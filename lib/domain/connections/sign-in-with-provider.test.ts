import { describe, expect, it } from 'vitest'
import { emailTokenSecrets } from '@/lib/domain/users/email-token'
import { createTestTenant } from '@/test/fixtures/tenant'
import {
  addDomain,
  atOrganization,
  countRows,
  createEnterprise,
  createTestConnection,
  profileFrom,
  signedIn,
} from '@/test/fixtures/provider-users'
import type { FederatedProfile, Outcome } from './federated-profile'
import { verifyProviderEmail } from './verify-provider-email'
import { signInWithProvider } from './sign-in-with-provider'

const tenant = await createTestTenant()
const { tenantId } = tenant

function signIn(federated: FederatedProfile): Promise<Outcome> {
  return signInWithProvider(tenantId, federated)
}

describe('a new user', () => {
  it('of an organization’s verified domain gets an account and a session by that connection', async () => {
    const { organization, connection, domain } = await createEnterprise(tenant)
    const federated = atOrganization(
      organization,
      profileFrom(connection, { email: `ada@${domain}`, name: 'Ada Moore' }),
    )
    const { arrival } = await signedIn(signIn(federated))
    const made = await tenant.read((tx) =>
      tx.session.findFirstOrThrow({ where: { id: arrival.sessionId }, include: { user: true } }),
    )
    expect(made).toMatchObject({ connectionId: connection.id, amr: ['federated', 'mfa'] })
    expect(made.user).toMatchObject({ name: 'Ada Moore', email: `ada@${domain}` })
    expect(made.user.emailVerifiedAt).not.toBeNull()
    const again = await signedIn(signIn(federated))
    expect(again.arrival.userId).toBe(arrival.userId)
  })

  it('gets one account when several browsers sign in at once', async () => {
    const { organization, connection, domain } = await createEnterprise(tenant)
    const federated = atOrganization(organization, profileFrom(connection, { email: `eve@${domain}` }))
    const all = await Promise.all(Array.from({ length: 8 }, () => signedIn(signIn(federated))))
    expect(new Set(all.map(({ arrival }) => arrival.userId)).size).toBe(1)
  })

  it('is refused where the organization creates no accounts, and its audit says so', async () => {
    const { organization, connection, domain } = await createEnterprise(tenant, {
      assignMembershipOnLogin: false,
    })
    const before = await countRows(tenant)
    expect(
      await signIn(atOrganization(organization, profileFrom(connection, { email: `bo@${domain}` }))),
    ).toEqual({
      kind: 'refused',
      reason: 'no_account',
    })
    expect(await countRows(tenant)).toEqual(before)
    const [event] = await tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { organizationId: organization.id, type: 'connection.failed' } }),
    )
    expect(event?.details).toEqual({ connectionId: connection.id, reason: 'no_account' })
  })

  it('gets an account on the tenant’s own page by a default connection only', async () => {
    const isDefault = await createTestConnection(tenant, { strategy: 'google-oauth2', isDefault: true })
    await signedIn(signIn(profileFrom(isDefault, { isOwnAddress: true })))
    const other = await createTestConnection(tenant, { strategy: 'google-oauth2' })
    expect(await signIn(profileFrom(other, { isOwnAddress: true }))).toMatchObject({ reason: 'no_account' })
  })

  it('is refused without an address', async () => {
    const { organization, connection } = await createEnterprise(tenant)
    expect(
      await signIn(atOrganization(organization, profileFrom(connection, { email: null }))),
    ).toMatchObject({
      reason: 'no_address',
    })
  })
})

describe('an address that the provider cannot verify', () => {
  it.each([
    ['an enterprise’s, of a domain that no one has', { strategy: 'oidc' }, {}],
    ['an enterprise’s, even where it says verified', { strategy: 'oidc' }, { emailVerified: true }],
    ['Google’s, of another’s domain', { strategy: 'google-oauth2' }, { emailVerified: true }],
    ['Microsoft’s, without xms_edov', { strategy: 'windowslive' }, { emailVerified: true }],
    ['GitHub’s', { strategy: 'github' }, { emailVerified: true }],
    [
      'Google’s own, said not to be verified',
      { strategy: 'google-oauth2' },
      { emailVerified: false, isOwnAddress: true },
    ],
  ])('is verified by an emailed code first: %s', async (_name, kind, said) => {
    const connection = await createTestConnection(tenant, { ...kind, isDefault: true })
    const federated = profileFrom(connection, said)
    const before = await countRows(tenant)
    const outcome = await signIn(federated)
    if (outcome.kind !== 'verify') throw new Error(`No code was asked for, but: ${outcome.kind}`)
    expect(await countRows(tenant)).toEqual({ ...before, mails: before.mails + 1 })
    const { proofId: emailTokenId } = outcome
    const { code } = emailTokenSecrets({ id: emailTokenId })
    const wrong = code === '000000' ? '111111' : '000000'
    await expect(
      verifyProviderEmail(tenantId, federated, { proofId: emailTokenId, code: wrong }),
    ).rejects.toMatchObject({
      code: 'gone',
    })
    await signedIn(verifyProviderEmail(tenantId, federated, { proofId: emailTokenId, code }))
    await expect(
      verifyProviderEmail(tenantId, federated, { proofId: emailTokenId, code }),
    ).rejects.toMatchObject({
      code: 'gone',
    })
  })

  it('is not verified by an unverified domain, nor by one of an organization without the connection', async () => {
    const { connection, domain } = await createEnterprise(tenant)
    const elsewhere = await tenant.createOrganization({ owner: await tenant.createUser() })
    await addDomain(tenant, { organization: elsewhere, domain: 'elsewhere.test' })
    expect(await signIn(profileFrom(connection, { email: 'a@elsewhere.test' }))).toMatchObject({
      kind: 'verify',
    })
    const { organization: claiming, connection: theirs } = await createEnterprise(tenant)
    await addDomain(tenant, { organization: claiming, domain: 'claimed.test' }, false)
    expect(await signIn(profileFrom(theirs, { email: 'a@claimed.test' }))).toMatchObject({ kind: 'verify' })
    expect(await signIn(profileFrom(theirs, { email: `a@sub.${domain}` }))).toMatchObject({ kind: 'verify' })
  })

  it('does not reveal whether it has an account', async () => {
    const person = await tenant.createUser()
    const connection = await createTestConnection(tenant)
    expect(await signIn(profileFrom(connection, { email: person.email }))).toMatchObject({ kind: 'verify' })
  })

  it('is not verified by a code for another address', async () => {
    const connection = await createTestConnection(tenant)
    const outcome = await signIn(profileFrom(connection))
    if (outcome.kind !== 'verify') throw new Error(`No code was asked for, but: ${outcome.kind}`)
    const { proofId: emailTokenId } = outcome
    const { code } = emailTokenSecrets({ id: emailTokenId })
    const other = profileFrom(connection)
    await expect(verifyProviderEmail(tenantId, other, { proofId: emailTokenId, code })).rejects.toMatchObject(
      {
        code: 'gone',
      },
    )
  })
})
